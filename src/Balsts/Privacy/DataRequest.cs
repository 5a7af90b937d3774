using System.Linq.Expressions;
using System.Text.Json;
using Balsts.People;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Privacy;

public enum DataRequestKind
{
    [Sentence("Correct it")] Rectification,
    [Sentence("Do not use it until it is clear")] Restriction,
    [Sentence("Erase it")] Erasure,
}

public enum DataRequestState
{
    [Sentence("Waits for an answer", Context = "data request")] Asked,
    [Sentence("Done as asked", Context = "data request")] Granted,
    [Sentence("Refused", Context = "data request")] Refused,
}

/// <summary>Somebody asks those who keep what is held on them to correct it, to erase it, or not to use it while it is disputed (GDPR, articles 16 to 18). It is answered within a month, with a reason.</summary>
public sealed class DataRequest : ISeen<DataRequest>, IHistoric, IVersioned
{
    public const int TextMax = 2000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Who asks, about themselves.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The unit whose leaders answer: they keep what it is about.</summary>
    public required Guid UnitId { get; init; }
    public required DataRequestKind Kind { get; init; }
    public required string Text { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>The last day for the answer: a month (GDPR, article 12(3)).</summary>
    public required DateOnly DueOn { get; init; }
    public DataRequestState State { get; private set; }
    public string Answer { get; private set; } = "";
    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>What an erasure took and what it left, kind by kind: numbers alone, as JSON; empty of other requests.</summary>
    public string Erased { get; private set; } = "";

    /// <summary>The name went as well: they sign in no more, and are told by other ways.</summary>
    public bool NameIsErased { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem NotThere = new(ProblemKind.Invalid, "data-request.unit", "Choose one of your units from the list.", "UnitId");
    public static readonly Problem AnsweredAlready = new(ProblemKind.Conflict, "data-request.answered", "This was answered already. Ask anew where it is not settled.");
    public static readonly Problem AnswerMissing = new(ProblemKind.Invalid, "data-request.answer", "Say what was done, or why nothing is.", "Text");
    public static readonly Problem LookFirst = new(ProblemKind.Conflict, "data-request.look-first", "Look first at what would be erased and what stays. Then confirm it there.");
    public static readonly Problem LookAgain = new(ProblemKind.Conflict, "data-request.look-again", "What would be erased is no longer what you looked at. Look again, and then confirm it.");
    public static readonly Problem Elsewhere = new(ProblemKind.Conflict, "data-request.elsewhere", "They also work elsewhere, or hold a post that does not lie below yours. Refuse, and name a unit above all of these: those who keep people there can erase.");
    public static readonly Problem OwnRequest = new(ProblemKind.Invalid, "data-request.own", "Nobody answers their own request. Ask somebody else who leads here.");

    /// <summary>Who asks, and those who keep people in that very unit.</summary>
    public static Expression<Func<DataRequest, bool>> SeenBy(Viewer viewer)
    {
        var seats = viewer.SeatsOf(PeopleRights.Manage);
        return r => r.PersonId == viewer.PersonId || seats.Contains(r.UnitId);
    }

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId;

    public bool IsAnsweredBy(Viewer viewer) => PersonId != viewer.PersonId && viewer.SeatsOf(PeopleRights.Manage).Contains(UnitId);

    public Outcome Close(bool granted, string answer, Guid by, DateOnly today) => granted && Kind == DataRequestKind.Erasure ? LookFirst : End(granted, answer, by, today);

    /// <summary>Erased as it was shown before.</summary>
    public Outcome Erase(ErasurePlan plan, string answer, Guid by, DateOnly today)
    {
        if (End(true, answer, by, today).Problem is { } refused) return refused;
        (Erased, NameIsErased) = (JsonSerializer.Serialize(plan.Lines), plan.WithName);
        return Outcome.Done;
    }

    /// <summary>What went and what stayed; none of other requests.</summary>
    public IReadOnlyList<ErasureLine> ErasedLines => Erased.Length == 0 ? [] : JsonSerializer.Deserialize<List<ErasureLine>>(Erased)!;

    Outcome End(bool granted, string answer, Guid by, DateOnly today)
    {
        if (State != DataRequestState.Asked) return AnsweredAlready;
        if (by == PersonId) return OwnRequest;
        if (string.IsNullOrWhiteSpace(answer)) return AnswerMissing;
        (State, Answer, AnsweredOn) = (granted ? DataRequestState.Granted : DataRequestState.Refused, answer.Trim(), today);
        return Outcome.Done;
    }
}

[Sentence("{0} asked about what is held on them.")] public sealed record DataAskedAbout : IRecorded;
[Sentence("{0} did as was asked.")] public sealed record DataRequestGranted : IRecorded;
[Sentence("{0} refused what was asked.")] public sealed record DataRequestRefused : IRecorded;

sealed class DataRequestMapping : IEntityTypeConfiguration<DataRequest>
{
    public void Configure(EntityTypeBuilder<DataRequest> request)
    {
        request.ToTable("data_requests");
        request.Ignore(r => r.ErasedLines);
        request.Property(r => r.Text).HasMaxLength(DataRequest.TextMax);
        request.Property(r => r.Answer).HasMaxLength(DataRequest.TextMax);
        request.HasIndex(r => r.PersonId);
        request.HasIndex(r => new { r.UnitId, r.State });
    }
}
