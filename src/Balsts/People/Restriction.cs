using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.People;

/// <summary>
/// What somebody wrote is not used for a while, because they dispute it (GDPR, article 18): it stays where it is, and is shown to nobody but
/// them and whoever decides on it. The facts – that support was given, that a report was accepted – stay to be seen.
/// </summary>
public sealed class Restriction : ISeen<Restriction>, IHistoric, IVersioned, IMovesHouse
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Whose words.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The unit that was asked and decides.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>What was asked: its history tells of this too.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Who decided on it and sees the words meanwhile.</summary>
    public required Guid ById { get; init; }
    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day; null while it is open.</summary>
    public DateOnly? EndsOn { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => RequestId;

    public static readonly Problem InThePast = new(ProblemKind.Invalid, "restriction.past", "This day is over already. Choose today or a later one.", "Until");
    public static readonly Problem OverAlready = new(ProblemKind.Conflict, "restriction.over", "This is over already. Open the page again.");

    public static Expression<Func<Restriction, bool>> SeenBy(Viewer viewer)
    {
        var seats = viewer.SeatsOf(PeopleRights.Manage);
        return r => r.PersonId == viewer.PersonId || seats.Contains(r.UnitId);
    }

    public bool AddedBy(Viewer viewer) => PersonId != viewer.PersonId && viewer.SeatsOf(PeopleRights.Manage).Contains(UnitId);

    public bool Holds(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);

    /// <summary>Lifted after a day: the person was told before.</summary>
    public Outcome Lift(DateOnly lastDay, DateOnly today)
    {
        if (EndsOn < today) return OverAlready;
        if (lastDay < today) return InThePast;
        EndsOn = lastDay;
        return Outcome.Done;
    }
}

[Sentence("{0} withheld the words from everybody else.")] public sealed record WordsWithheld : IRecorded;
[Sentence("{0} lets the words be seen again after {1}.")] public sealed record RestrictionLifted(DateOnly LastDay) : IRecorded;

sealed class RestrictionMapping : IEntityTypeConfiguration<Restriction>
{
    public void Configure(EntityTypeBuilder<Restriction> restriction)
    {
        restriction.ToTable("restrictions");
        restriction.HasIndex(r => r.PersonId);
        restriction.HasIndex(r => r.RequestId).IsUnique();
        restriction.HasIndex(r => r.CountryId);
    }
}
