using System.Linq.Expressions;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Appointments;

/// <summary>A post that a person holds in a unit, for a term. From it rights reach down the tree; with its last day they end.</summary>
[Traced(nameof(PersonId))]
public sealed class Appointment : ISeen<Appointment>, IHistoric, IVersioned, IPlaced, IMovesHouse
{
    /// <summary>Thousandths of a full load.</summary>
    public const int LoadMax = 2000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PersonId { get; init; }
    public required PostKind Post { get; init; }

    /// <summary>Where the post is held.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>Who appointed: the organiser of a supporter's months.</summary>
    public required Guid AppointedByUnitId { get; init; }
    public required Guid AppointedById { get; init; }

    /// <summary>A support field of the country pack; empty where the post has none.</summary>
    public string Field { get; init; } = "";
    public int Load { get; init; }

    /// <summary>The funding source that the load is paid from; null where it was not said.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>The appointment that this one takes over when its term ends.</summary>
    public Guid? SucceedsId { get; init; }
    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day of the term; null where the post has none.</summary>
    public DateOnly? EndsOn { get; private set; }
    /// <summary>The last day of which both sides were told beforehand; null before they were.</summary>
    public DateOnly? ToldOf { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem TermBackwards = new(ProblemKind.Invalid, "appointment.term-backwards", "The last day of the term lies before the first one.", "EndsOn");
    public static readonly Problem TermOutside = new(ProblemKind.Invalid, "appointment.term-outside", "A term begins within ten years of today. Check the year.", "StartsOn");
    public static readonly Problem PostNotYours = new(ProblemKind.Invalid, "appointment.post-not-yours", "You cannot appoint to this post. Choose one from the list.", "Post");
    public static readonly Problem Oneself = new(ProblemKind.Invalid, "appointment.oneself", "Nobody appoints themselves. Ask the one above you.", "PersonId");
    public static readonly Problem HeldAlready = new(ProblemKind.Conflict, "appointment.held-already", "This person holds this post here already in that time.", "PersonId");
    public static readonly Problem OtherCountry = new(ProblemKind.Invalid, "appointment.other-country", "A post is held in the country where the person works.", "PersonId");
    public static readonly Problem EndsEarlier = new(ProblemKind.Conflict, "appointment.ends-earlier", "The term ends earlier already, on {0}.", "On");
    public static readonly Problem Over = new(ProblemKind.Conflict, "appointment.over", "This term is over already.");
    public static readonly Problem SourceUnknown = new(ProblemKind.Invalid, "appointment.source", "Choose a funding source of this country from the list.", "SourceId");
    public static readonly Problem SucceedsNothing = new(ProblemKind.Invalid, "appointment.succeeds", "A successor takes over the same post in the same institution, after the last day of the one before.", "StartsOn");
    public static readonly Problem LoadOutside = new(ProblemKind.Invalid, "appointment.load", "A load is between 0 and 2 full loads.", "Load");

    public static Expression<Func<Appointment, bool>> SeenBy(Viewer viewer)
    {
        Expression<Func<Appointment, bool>> own = a => a.PersonId == viewer.PersonId;
        return own.Or(Sight.Within<Appointment>(viewer, AppointmentRights.Read));
    }

    /// <summary>Whoever may give the post; and the person themselves, when they accept a nomination.</summary>
    public bool AddedBy(Viewer viewer) => viewer.May(AppointmentRights.Make, CountryId, UnitId) || (Accepted && PersonId == viewer.PersonId);

    /// <summary>Made by accepting a nomination: the one way in which somebody comes to a post by their own act.</summary>
    internal bool Accepted { get; init; }

    public void LastsUntil(DateOnly? day) => EndsOn = day;

    /// <summary>What a nomination becomes when it is accepted.</summary>
    internal static Appointment Of(Nomination nomination, DateOnly startsOn) => new()
    {
        Id = Guid.CreateVersion7(),
        CountryId = nomination.CountryId,
        PersonId = nomination.PersonId,
        Post = nomination.Post,
        UnitId = nomination.UnitId,
        AppointedByUnitId = nomination.NominatedByUnitId,
        AppointedById = nomination.NominatedById,
        Field = nomination.Field,
        Load = nomination.Load,
        SourceId = nomination.SourceId,
        SucceedsId = nomination.SucceedsId,
        StartsOn = startsOn,
        EndsOn = nomination.EndsOn,
        Accepted = true,
    };

    /// <summary>Full loads as thousandths; what is out of all bounds stays out of them.</summary>
    public static int Thousandths(decimal load) => (int)Math.Round(Math.Clamp(load, -1, 100) * 1000, MidpointRounding.AwayFromZero);

    /// <summary>The rules of a term, asked once it is put together.</summary>
    public Outcome Check(DateOnly today)
    {
        if (Load is < 0 or > LoadMax) return LoadOutside;
        if (StartsOn < today.AddYears(-10) || StartsOn > today.AddYears(10)) return TermOutside;
        return EndsOn < StartsOn ? TermBackwards : Outcome.Done;
    }

    /// <summary>Ends the term with a day; what was done under it stays.</summary>
    public Outcome End(DateOnly on, DateOnly today)
    {
        if (EndsOn is { } end && end < today) return Over;
        if (on < StartsOn) return TermBackwards with { Field = "On" };
        if (on > EndsOn) return EndsEarlier.With(EndsOn);
        EndsOn = on;
        return Outcome.Done;
    }

    /// <summary>Both sides were told when the term ends: once for each last day.</summary>
    public void Told() => ToldOf = EndsOn;

    public bool Holds(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);

    /// <summary>The key of everybody who holds a post, in a field or in any, at a unit or below it.</summary>
    public static string Station(PostKind post, string field, Guid unitId) => $"{post}/{field}/{unitId:N}";

    /// <summary>The stations that this post is: in its field and in any, at every unit from its own up.</summary>
    public IEnumerable<string> Stations(IEnumerable<Guid> path) =>
        from unit in path
        from field in Field.Length == 0 ? [""] : new[] { Field, "" }
        select Station(Post, field, unit);
}

public enum MandateKind
{
    [Sentence("Named units")] Units,
    [Sentence("Deputising")] Deputising,
    [Sentence("Initiative")] Initiative,
    [Sentence("Agreement")] Agreement,
    [Sentence("Group")] Group,
    [Sentence("Cohort")] Cohort,
    [Sentence("Commission")] Commission,
    [Sentence("Audit")] Audit,
}

/// <summary>
/// Ties a person, with the rights of a post, for a time to what it names and to nothing below or beside: to units; to an initiative,
/// group or cohort, of which it reaches the rows and the people who take part; or, deputising, to the post that somebody is away from, and
/// where units are named to those schools of an initiative alone.
/// </summary>
public sealed class Mandate : ISeen<Mandate>, IHistoric, IVersioned, IMovesHouse
{
    public const int UnitsMax = 200;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PersonId { get; init; }
    public required MandateKind Kind { get; init; }

    /// <summary>Whose rights it carries.</summary>
    public required PostKind Post { get; init; }

    /// <summary>The initiative, group, cohort … that it is over; null where units alone are named. Who deputises in an initiative reaches the schools of it that are named, not the whole.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>The unit that gave it; for a deputy the unit whose post is deputised.</summary>
    public required Guid GivenByUnitId { get; init; }

    /// <summary>Who is away, or lets somebody run a part for them, where somebody deputises; empty for the others.</summary>
    public Guid GivenById { get; init; }
    public required DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; set; }
    public int Version { get; private set; }
    public List<MandateUnit> Units { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem UnitsNotYours = new(ProblemKind.Invalid, "mandate.units-not-yours", "Name only institutions that you serve yourself.", "Units");

    /// <param name="tieId">Those of the unit who take part: the tie that their rows carry. Null reaches the whole unit.</param>
    public void Over(Guid unitId, Guid? tieId = null) => Units.Add(new() { Id = Guid.CreateVersion7(), MandateId = Id, CountryId = CountryId, UnitId = unitId, TieId = tieId });

    public void NoLongerOver(Guid tieId) => Units.RemoveAll(u => u.TieId == tieId);

    public bool Holds(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);

    /// <summary>Sits in the place of whoever is away, with all that the post reaches.</summary>
    public bool Sits => Kind == MandateKind.Deputising && SubjectId is null;

    public static Expression<Func<Mandate, bool>> SeenBy(Viewer viewer)
    {
        Expression<Func<Mandate, bool>> own = m => m.PersonId == viewer.PersonId;
        var countries = viewer.CountriesOf(AppointmentRights.Read);
        var units = viewer.ReachOf(AppointmentRights.Read);
        if (countries.Length > 0) own = own.Or(m => countries.Contains(m.CountryId));
        return units.Length > 0 ? own.Or(m => units.Contains(m.GivenByUnitId)) : own;
    }

    public bool AddedBy(Viewer viewer) => viewer.May(AppointmentRights.Make, CountryId, GivenByUnitId);
}

/// <summary>A unit that a mandate names.</summary>
public sealed class MandateUnit : IHistoric, IMovesHouse
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid MandateId { get; init; }
    public required Guid UnitId { get; init; }

    /// <summary>Whom of the unit it reaches: those whose <see cref="PersonTie"/> carries this id. Null where it names the whole unit.</summary>
    public Guid? TieId { get; init; }
    Guid IHistoric.HistoryId => MandateId;
}

public static class AppointmentRights
{
    public const string Read = "appointments.read";
    public const string Make = "appointments.make";
    public const string Handover = "appointments.handover";
}

[Sentence("{0} appointed {1}.")] public sealed record PersonAppointed(Guid PersonId) : IRecorded;
[Sentence("{0} accepted the post, nominated by {1}.")] public sealed record PostAccepted(Guid NominatedById) : IRecorded;
[Sentence("{0} ended the term with {1}.")] public sealed record TermEnded(DateOnly On) : IRecorded;
[Sentence("{0} gave a mandate to {1}.")] public sealed record MandateGiven(Guid PersonId) : IRecorded;

sealed class AppointmentMapping : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> appointment)
    {
        appointment.ToTable("appointments");
        appointment.Property(a => a.Field).HasMaxLength(40);
        appointment.Ignore(a => a.Accepted);
        appointment.HasIndex(a => a.PersonId);
        appointment.HasIndex(a => a.UnitId);
        appointment.HasIndex(a => a.SucceedsId);
        appointment.HasIndex(a => new { a.CountryId, a.EndsOn });
        appointment.HasIndex(a => new { a.CountryId, a.StartsOn, a.Id });
    }
}

sealed class MandateMapping : IEntityTypeConfiguration<Mandate>
{
    public void Configure(EntityTypeBuilder<Mandate> mandate)
    {
        mandate.ToTable("mandates");
        mandate.Ignore(m => m.Sits);
        mandate.HasIndex(m => m.PersonId);
        mandate.HasIndex(m => m.GivenByUnitId);
        mandate.HasIndex(m => m.SubjectId);
        mandate.HasMany(m => m.Units).WithOne().HasForeignKey(u => u.MandateId);
    }
}

sealed class MandateUnitMapping : IEntityTypeConfiguration<MandateUnit>
{
    public void Configure(EntityTypeBuilder<MandateUnit> unit)
    {
        unit.ToTable("mandate_units");
        unit.HasIndex(u => u.UnitId);
    }
}
