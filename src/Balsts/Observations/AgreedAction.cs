using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Observations;

public enum ActionState
{
    [Sentence("To be tried", Context = "action")] Open,
    [Sentence("Done", Context = "action")] Done,
    [Sentence("Given up", Context = "action")] GivenUp,
}

/// <summary>A target of the feedback that the educator tries: what, how, by when. The two look back at it, at the latest on the next visit.</summary>
public sealed class AgreedAction : ISeen<AgreedAction>, IHistoric, IVersioned, IContent, IPlaced
{
    public const int Max = 3;
    public const int WhatMax = 300;
    public const int HowMax = 600;
    public const int CameMax = 600;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ObservationId { get; init; }
    public Observation? Observation { get; init; }
    public required Guid VisitId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Who gave the feedback.</summary>
    public required Guid ObserverId { get; init; }
    public required Guid UnitId { get; init; }
    public required int Number { get; init; }
    public required string What { get; init; }
    public required string How { get; init; }
    public required DateOnly AgreedOn { get; init; }
    public DateOnly DueOn { get; private set; }
    public ActionState State { get; private set; }

    /// <summary>What came of it.</summary>
    public string Came { get; private set; } = "";
    public DateOnly? CheckedOn { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => VisitId;
    (Type, Guid) IContent.Whole => (typeof(Observation), ObservationId);
    bool IContent.IsOpenTo(Guid personId) => PersonId == personId || ObserverId == personId;

    public static readonly Problem InThePast = new(ProblemKind.Invalid, "action.past", "This day is over already. Choose by when it is to be tried.", "Targets");
    public static readonly Problem Closed = new(ProblemKind.Conflict, "action.closed", "You have looked back at this already.");
    public static readonly Problem DayMissing = new(ProblemKind.Invalid, "action.day", "Say until when it goes on: a day that has not come yet.", "DueOn");
    public static readonly Problem Incomplete = new(ProblemKind.Invalid, "action.incomplete", "Each target says what, how and by when.", "Targets");

    /// <summary>As the observation that it belongs to.</summary>
    public static Expression<Func<AgreedAction, bool>> SeenBy(Viewer viewer)
    {
        var (me, heads) = (viewer.PersonId, viewer.SeatsOf(VisitRights.ReadShared));
        return a => a.PersonId == me || a.ObserverId == me || (a.Observation!.SharingId != null && heads.Contains(a.UnitId));
    }

    public bool AddedBy(Viewer viewer) => ObserverId == viewer.PersonId;

    public static AgreedAction Of(Observation observation, int number, string what, string how, DateOnly dueOn, DateOnly today) => new()
    {
        Id = Guid.CreateVersion7(), CountryId = observation.CountryId, ObservationId = observation.Id, Observation = observation, VisitId = observation.VisitId, PersonId = observation.PersonId, ObserverId = observation.ObserverId, UnitId = observation.UnitId,
        Number = number, What = what.Trim(), How = how.Trim(), AgreedOn = today, DueOn = dueOn,
    };

    /// <summary>The two look back: it is done, given up, or goes on until a later day.</summary>
    public Outcome Check(ActionState state, string came, DateOnly? dueOn, DateOnly today)
    {
        if (State != ActionState.Open) return Closed;
        if (state == ActionState.Open && (dueOn is not { } day || day < today)) return DayMissing;
        if (state == ActionState.Open) DueOn = dueOn!.Value;
        (State, Came, CheckedOn) = (state, came.Trim(), today);
        return Outcome.Done;
    }
}

[Sentence("{0} looked back at what was agreed: done.")] public sealed record ActionDone : IRecorded;
[Sentence("{0} looked back at what was agreed: it goes on until {1}.")] public sealed record ActionGoesOn(DateOnly DueOn) : IRecorded;
[Sentence("{0} looked back at what was agreed: given up.")] public sealed record ActionGivenUp : IRecorded;

sealed class AgreedActionMapping : IEntityTypeConfiguration<AgreedAction>
{
    public void Configure(EntityTypeBuilder<AgreedAction> action)
    {
        action.ToTable("agreed_actions");
        action.Property(a => a.What).HasMaxLength(AgreedAction.WhatMax);
        action.Property(a => a.How).HasMaxLength(AgreedAction.HowMax);
        action.Property(a => a.Came).HasMaxLength(AgreedAction.CameMax);
        action.HasIndex(a => a.ObservationId);
        action.HasIndex(a => new { a.PersonId, a.State, a.DueOn });
        action.HasIndex(a => new { a.ObserverId, a.State, a.DueOn });
    }
}
