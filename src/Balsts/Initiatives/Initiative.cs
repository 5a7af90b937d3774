using System.Linq.Expressions;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Initiatives;

public enum InitiativeState
{
    [Sentence("Begins later")] Ahead,
    [Sentence("Under way", Context = "initiative")] UnderWay,
    [Sentence("Has ended")] Over,
    [Sentence("Ended early")] EndedEarly,
}

/// <summary>A support project over a time: an organiser, schools joined by agreement, their people who take part, and the mentors who serve them.</summary>
public sealed class Initiative : ISeen<Initiative>, IHistoric, IVersioned
{
    public const int NameMax = 160;
    public const int AimMax = 2000;
    public const int ReasonMax = 300;
    public const int SchoolsMax = 300;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Who runs it and accepts its mentors' reports: a training centre, a municipality, an agency.</summary>
    public required Guid OrganiserUnitId { get; init; }
    public string Name { get; private set; } = "";
    public string SortName { get; private set; } = "";
    public string Aim { get; private set; } = "";

    /// <summary>What pays for it; its acknowledgement is the funder's text on what the initiative prints.</summary>
    public Guid? SourceId { get; private set; }
    public DateOnly StartsOn { get; private set; }
    public DateOnly EndsOn { get; private set; }

    /// <summary>When its mentors' plans and reports are due: <see cref="Deadlines"/>.</summary>
    public int PlanDays { get; private set; }
    public int ReportDays { get; private set; }

    /// <summary>The last day, where it ended before its time.</summary>
    public DateOnly? EndedOn { get; private set; }
    public string EndReason { get; private set; } = "";
    public int Version { get; private set; }
    public List<InitiativeSchool> Schools { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem Backwards = new(ProblemKind.Invalid, "initiative.backwards", "The last day lies before the first one.", "EndsOn");
    public static readonly Problem TooLong = new(ProblemKind.Invalid, "initiative.too-long", "An initiative lasts at most ten years. Check the year.", "EndsOn");
    public static readonly Problem SourceUnknown = new(ProblemKind.Invalid, "initiative.source", "Choose a funding source of this country.", "SourceId");
    public static readonly Problem PlanDaysOutside = new(ProblemKind.Invalid, "initiative.plan-days", "A plan is due from 0 to {0} working days before its month.", "PlanDays") { Args = [Deadlines.PlanMost] };
    public static readonly Problem ReportDaysOutside = new(ProblemKind.Invalid, "initiative.report-days", "A report is due from 1 to {0} working days after its month.", "ReportDays") { Args = [Deadlines.ReportMost] };
    public static readonly Problem IsOver = new(ProblemKind.Conflict, "initiative.over", "The initiative is over. What it was stays as it is.");
    public static readonly Problem OutsidePeriod = new(ProblemKind.Invalid, "initiative.outside", "This day lies outside the time of the initiative.", "On");
    public static readonly Problem ReasonMissing = new(ProblemKind.Invalid, "initiative.reason", "Say in a few words why.", "Reason");

    public Deadlines Deadlines => new(PlanDays, ReportDays);

    /// <summary>The last day on which anything of it holds.</summary>
    public DateOnly LastDay => EndedOn ?? EndsOn;
    public Period Period => new(StartsOn, LastDay);

    public InitiativeState StateOn(DateOnly day) =>
        day > LastDay ? EndedOn is null ? InitiativeState.Over : InitiativeState.EndedEarly : day < StartsOn ? InitiativeState.Ahead : InitiativeState.UnderWay;

    /// <summary>The organiser and those above it, those who lead, serve or run a school in it, and those who take part: that it exists and what it is for.</summary>
    public static Expression<Func<Initiative, bool>> SeenBy(Viewer viewer)
    {
        var (me, countries, units) = (viewer.PersonId, viewer.CountriesOf(InitiativeRights.Read), viewer.ReachOf(InitiativeRights.Read));
        Guid[] named = [.. viewer.SubjectsOf(InitiativeRights.Manage), .. viewer.SubjectsOf(InitiativeRights.Serve)];
        return i => countries.Contains(i.CountryId) || units.Contains(i.OrganiserUnitId) || named.Contains(i.Id)
            || i.Schools.Any(s => units.Contains(s.UnitId) || named.Contains(s.Id) || s.Participants.Any(p => p.PersonId == me));
    }

    public bool AddedBy(Viewer viewer) => viewer.SeatsOf(InitiativeRights.Manage).Contains(OrganiserUnitId);

    /// <summary>Who runs it: those who hold the post at the organiser itself, and whoever has a mandate over it.</summary>
    public bool ManagedBy(Viewer viewer) => viewer.IsSystem || viewer.SeatsOf(InitiativeRights.Manage).Contains(OrganiserUnitId) || viewer.MayOver(InitiativeRights.Manage, Id);

    public Outcome Describe(string name, string aim, Guid? source, DateOnly from, DateOnly until)
    {
        if (until < from) return Backwards;
        if (until > from.AddYears(10)) return TooLong;
        (Name, Aim, SourceId, StartsOn, EndsOn) = (name.Trim(), aim.Trim(), source, from, until);
        SortName = SortKey.Of(Name, CountryId, Id);
        return Outcome.Done;
    }

    /// <summary>When its mentors' plans and reports are due, from now on and for every month that is not settled.</summary>
    public Outcome Due(int planDays, int reportDays)
    {
        if (planDays is < 0 or > Deadlines.PlanMost) return PlanDaysOutside;
        if (reportDays is < 1 or > Deadlines.ReportMost) return ReportDaysOutside;
        (PlanDays, ReportDays) = (planDays, reportDays);
        return Outcome.Done;
    }

    /// <summary>Ends it before its time; the rights that came with it end with that day.</summary>
    public Outcome End(DateOnly on, string reason, DateOnly today)
    {
        if (today > LastDay) return IsOver;
        if (on < StartsOn || on > LastDay) return OutsidePeriod;
        if (string.IsNullOrWhiteSpace(reason)) return ReasonMissing;
        (EndedOn, EndReason) = (on, reason.Trim());
        return Outcome.Done;
    }
}

public enum SchoolState
{
    [Sentence("Begins later")] Ahead,
    [Sentence("Takes part", Context = "school")] TakesPart,
    [Sentence("Paused", Context = "school")] Paused,
    [Sentence("Has left", Context = "school")] Left,
    [Sentence("Has ended")] Over,
}

/// <summary>A school in an initiative: what was agreed with it, whom to ask there, what it wants, and since when until when it takes part.</summary>
public sealed class InitiativeSchool : ISeen<InitiativeSchool>, IHistoric, IVersioned, IPlaced
{
    public const int WantsMax = 1000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid InitiativeId { get; init; }
    public Initiative? Initiative { get; init; }
    public required Guid UnitId { get; init; }

    /// <summary>The day of the agreement; null while it is not signed.</summary>
    public DateOnly? AgreedOn { get; private set; }
    public Guid? ContactPersonId { get; private set; }
    public string Wants { get; private set; } = "";
    public DateOnly StartsOn { get; private set; }

    /// <summary>The last day, where the school left; else it stays as long as the initiative.</summary>
    public DateOnly? EndsOn { get; private set; }
    public string LeaveReason { get; private set; } = "";
    public DateOnly? PausedFrom { get; private set; }
    public DateOnly? PausedUntil { get; private set; }
    public string PauseReason { get; private set; } = "";
    public int Version { get; private set; }
    public List<Participant> Participants { get; private set; } = [];
    public List<Mentorship> Mentorships { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem JoinedAlready = new(ProblemKind.Conflict, "school.joined", "This school takes part already.", "UnitId");
    public static readonly Problem NotASchool = new(ProblemKind.Invalid, "school.unit", "Choose an institution of the same country.", "UnitId");
    public static readonly Problem TooMany = new(ProblemKind.Conflict, "school.too-many", "An initiative holds at most {0} schools.") { Args = [Initiatives.Initiative.SchoolsMax] };
    public static readonly Problem StartsOutside = new(ProblemKind.Invalid, "school.starts-outside", "This day lies outside the time of the initiative.", "StartsOn");
    public static readonly Problem PauseBackwards = new(ProblemKind.Invalid, "school.pause-backwards", "The last day lies before the first one.", "Until");
    public static readonly Problem HasLeft = new(ProblemKind.Conflict, "school.left", "This school has left the initiative.");

    /// <summary>The organiser, whoever leads the school or stands above it, its mentors and the organiser's deputies: exactly the schools that they serve or run.</summary>
    public static Expression<Func<InitiativeSchool, bool>> SeenBy(Viewer viewer)
    {
        var (seats, managed, served) = (viewer.SeatsOf(InitiativeRights.Manage), viewer.SubjectsOf(InitiativeRights.Manage), viewer.SubjectsOf(InitiativeRights.Serve));
        Expression<Func<InitiativeSchool, bool>> own = s => seats.Contains(s.Initiative!.OrganiserUnitId) || managed.Contains(s.InitiativeId) || managed.Contains(s.Id) || served.Contains(s.Id);
        return own.Or(Sight.Within<InitiativeSchool>(viewer, InitiativeRights.Read));
    }

    public bool AddedBy(Viewer viewer) => Initiative?.ManagedBy(viewer) == true;

    /// <summary>Who runs it: whoever runs the initiative, and a deputy for whom this school is named.</summary>
    public bool ManagedBy(Viewer viewer) => Initiative?.ManagedBy(viewer) == true || viewer.MayOver(InitiativeRights.Manage, Id);

    /// <summary>Who names the people of the school who take part: who runs it, and those who lead the school itself.</summary>
    public bool KeptBy(Viewer viewer) => ManagedBy(viewer) || viewer.SeatsOf(InitiativeRights.Read).Contains(UnitId);

    /// <summary>The last day on which the school takes part.</summary>
    public DateOnly LastDay => EndsOn is { } end && end < Initiative!.LastDay ? end : Initiative!.LastDay;

    public SchoolState StateOn(DateOnly day) =>
        EndsOn < day ? SchoolState.Left : day > LastDay ? SchoolState.Over
        : PausedFrom <= day && (PausedUntil is null || day <= PausedUntil) ? SchoolState.Paused
        : day < StartsOn ? SchoolState.Ahead : SchoolState.TakesPart;

    public Outcome Agree(DateOnly? on, Guid? contact, string wants, DateOnly from)
    {
        if (from < Initiative!.StartsOn || from > Initiative.LastDay) return StartsOutside;
        (AgreedOn, ContactPersonId, Wants, StartsOn) = (on, contact, wants.Trim(), from);
        return Outcome.Done;
    }

    /// <summary>Rests for a time; the agreement and the mentor stay.</summary>
    public Outcome Pause(DateOnly from, DateOnly? until, string reason)
    {
        if (EndsOn is not null) return HasLeft;
        if (until < from) return PauseBackwards;
        if (string.IsNullOrWhiteSpace(reason)) return Initiatives.Initiative.ReasonMissing;
        (PausedFrom, PausedUntil, PauseReason) = (from, until, reason.Trim());
        return Outcome.Done;
    }

    public void Resume(DateOnly today) => PausedUntil = today.AddDays(-1) < PausedFrom ? PausedFrom = null : today.AddDays(-1);

    /// <summary>Leaves the initiative with a day; those who take part and the mentors leave with it.</summary>
    public Outcome Leave(DateOnly on, string reason)
    {
        if (EndsOn is not null) return HasLeft;
        if (on < StartsOn || on > Initiative!.LastDay) return Initiatives.Initiative.OutsidePeriod;
        if (string.IsNullOrWhiteSpace(reason)) return Initiatives.Initiative.ReasonMissing;
        (EndsOn, LeaveReason) = (on, reason.Trim());
        return Outcome.Done;
    }
}

public enum ParticipantKind
{
    [Sentence("Teacher")] Teacher,
    [Sentence("Administrative staff")] Staff,
}

/// <summary>Somebody of a school who takes part in an initiative: as what, after which training, from–to.</summary>
public sealed class Participant : ISeen<Participant>, IHistoric, IVersioned
{
    public const int TrainingMax = 200;
    public const int HoursMax = 2000;
    public const int AtOnce = 200;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid InitiativeId { get; init; }
    public required Guid SchoolId { get; init; }
    public InitiativeSchool? School { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid PersonId { get; init; }
    public ParticipantKind Kind { get; private set; }

    /// <summary>The training that they had before: the mentoring helps to use it.</summary>
    public string Training { get; private set; } = "";
    public int? TrainingHours { get; private set; }
    public DateOnly StartsOn { get; private set; }
    public DateOnly? EndsOn { get; private set; }
    public string LeaveReason { get; private set; } = "";
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => SchoolId;

    public static readonly Problem NotThere = new(ProblemKind.Invalid, "participant.not-there", "Somebody chosen does not work in this institution. Choose among its people.", "People");
    public static readonly Problem NobodyChosen = new(ProblemKind.Invalid, "participant.nobody", "Choose at least one person.", "People");
    public static readonly Problem HoursOutside = new(ProblemKind.Invalid, "participant.hours", "A training lasts from 0 to {0} hours.", "TrainingHours") { Args = [HoursMax] };
    public static readonly Problem HasLeft = new(ProblemKind.Conflict, "participant.left", "This person no longer takes part.");

    public static Participant Of(InitiativeSchool school, Guid person) =>
        new() { Id = Guid.CreateVersion7(), CountryId = school.CountryId, InitiativeId = school.InitiativeId, SchoolId = school.Id, School = school, UnitId = school.UnitId, PersonId = person };

    /// <summary>Themselves, the organiser, the mentors of their school, and those who lead the school.</summary>
    public static Expression<Func<Participant, bool>> SeenBy(Viewer viewer)
    {
        var (me, seats, managed, served, led) = (viewer.PersonId, viewer.SeatsOf(InitiativeRights.Manage), viewer.SubjectsOf(InitiativeRights.Manage), viewer.SubjectsOf(InitiativeRights.Serve), viewer.SeatsOf(InitiativeRights.Read));
        return p => p.PersonId == me || seats.Contains(p.School!.Initiative!.OrganiserUnitId) || managed.Contains(p.InitiativeId) || managed.Contains(p.SchoolId) || served.Contains(p.SchoolId) || led.Contains(p.UnitId);
    }

    public bool AddedBy(Viewer viewer) => School?.KeptBy(viewer) == true;

    public Outcome Describe(ParticipantKind kind, string training, int? hours, DateOnly from)
    {
        if (hours is < 0 or > HoursMax) return HoursOutside;
        (Kind, Training, TrainingHours, StartsOn) = (kind, training.Trim(), hours, from);
        return Outcome.Done;
    }

    public Outcome Leave(DateOnly on, string reason)
    {
        if (EndsOn is not null) return HasLeft;
        if (on < StartsOn) return Initiative.OutsidePeriod;
        if (string.IsNullOrWhiteSpace(reason)) return Initiative.ReasonMissing;
        (EndsOn, LeaveReason) = (on, reason.Trim());
        return Outcome.Done;
    }

    public bool TakesPart(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);
}

/// <summary>Which mentor, under which post, serves which school of an initiative, from–to.</summary>
public sealed class Mentorship : ISeen<Mentorship>, IHistoric, IVersioned, IPlaced
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid InitiativeId { get; init; }
    public required Guid SchoolId { get; init; }
    public InitiativeSchool? School { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid AppointmentId { get; init; }
    public required DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => SchoolId;

    public static readonly Problem NotAppointed = new(ProblemKind.Invalid, "mentorship.appointment", "Choose somebody whom the organiser appointed to support others.", "AppointmentId");
    public static readonly Problem ServesAlready = new(ProblemKind.Conflict, "mentorship.serves", "This mentor serves the school already.", "AppointmentId");
    public static readonly Problem HasEnded = new(ProblemKind.Conflict, "mentorship.ended", "This mentor no longer serves the school.");

    /// <summary>The mentor, the organiser, and whoever leads the school or stands above it.</summary>
    public static Expression<Func<Mentorship, bool>> SeenBy(Viewer viewer)
    {
        var (me, seats, managed) = (viewer.PersonId, viewer.SeatsOf(InitiativeRights.Manage), viewer.SubjectsOf(InitiativeRights.Manage));
        Expression<Func<Mentorship, bool>> own = m => m.PersonId == me || seats.Contains(m.School!.Initiative!.OrganiserUnitId) || managed.Contains(m.InitiativeId) || managed.Contains(m.SchoolId);
        return own.Or(Sight.Within<Mentorship>(viewer, InitiativeRights.Read));
    }

    public bool AddedBy(Viewer viewer) => School?.Initiative?.ManagedBy(viewer) == true;

    public bool Holds(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);

    /// <summary>Serves the school until this day; before the first day it never did.</summary>
    public void Until(DateOnly day) => EndsOn = day;
}

public static class InitiativeRights
{
    /// <summary>Runs the initiatives of the own unit.</summary>
    public const string Manage = "initiatives.manage";

    /// <summary>Sees which initiatives are where.</summary>
    public const string Read = "initiatives.read";

    /// <summary>Serves, by name, schools of an initiative.</summary>
    public const string Serve = "initiatives.serve";
}

[Sentence("{0} started the initiative.")] public sealed record InitiativeStarted : IRecorded;
[Sentence("{0} changed the initiative.")] public sealed record InitiativeDescribed : IRecorded;
[Sentence("{0} ended the initiative early, with {1}.")] public sealed record InitiativeEnded(DateOnly On) : IRecorded;
[Sentence("{0} joined {1} to the initiative.")] public sealed record SchoolJoined(Guid UnitId) : IRecorded;
[Sentence("{0} changed what was agreed with {1}.")] public sealed record AgreementChanged(Guid UnitId) : IRecorded;
[Sentence("{0} paused {1} from {2} on.")] public sealed record SchoolPaused(Guid UnitId, DateOnly From) : IRecorded;
[Sentence("{0} took {1} up again.")] public sealed record SchoolResumed(Guid UnitId) : IRecorded;
[Sentence("{0} recorded that {1} leaves the initiative with {2}.")] public sealed record SchoolLeft(Guid UnitId, DateOnly On) : IRecorded;
[Sentence("{0} added people who take part; {1} in number.")] public sealed record ParticipantsAdded(int Number) : IRecorded;
[Sentence("{0} changed what is written about somebody who takes part.")] public sealed record ParticipantChanged : IRecorded;
[Sentence("{0} recorded that somebody no longer takes part from {1} on.")] public sealed record ParticipantLeft(DateOnly On) : IRecorded;
[Sentence("{0} gave the school to {1} from {2} on.")] public sealed record MentorServes(Guid PersonId, DateOnly From) : IRecorded;
[Sentence("{0} recorded that {1} serves the school until {2}.")] public sealed record MentorshipEnded(Guid PersonId, DateOnly On) : IRecorded;
[Sentence("{0} took a mandate back from {1}.")] public sealed record MandateTaken(Guid PersonId) : IRecorded;

sealed class InitiativeMapping : IEntityTypeConfiguration<Initiative>
{
    public void Configure(EntityTypeBuilder<Initiative> initiative)
    {
        initiative.ToTable("initiatives");
        initiative.Property(i => i.Name).HasMaxLength(Initiative.NameMax);
        initiative.Property(i => i.SortName).HasMaxLength(SortKey.MaxLength);
        initiative.Property(i => i.Aim).HasMaxLength(Initiative.AimMax);
        initiative.Property(i => i.EndReason).HasMaxLength(Initiative.ReasonMax);
        initiative.Ignore(i => i.LastDay).Ignore(i => i.Period).Ignore(i => i.Deadlines);
        initiative.HasIndex(i => new { i.CountryId, i.SortName });
        initiative.HasIndex(i => i.OrganiserUnitId);
        initiative.HasMany(i => i.Schools).WithOne(s => s.Initiative).HasForeignKey(s => s.InitiativeId);
    }
}

sealed class InitiativeSchoolMapping : IEntityTypeConfiguration<InitiativeSchool>
{
    public void Configure(EntityTypeBuilder<InitiativeSchool> school)
    {
        school.ToTable("initiative_schools");
        school.Property(s => s.Wants).HasMaxLength(InitiativeSchool.WantsMax);
        school.Property(s => s.LeaveReason).HasMaxLength(Initiative.ReasonMax);
        school.Property(s => s.PauseReason).HasMaxLength(Initiative.ReasonMax);
        school.Ignore(s => s.LastDay);
        school.HasIndex(s => s.InitiativeId);
        school.HasIndex(s => s.UnitId);
        school.HasMany(s => s.Participants).WithOne(p => p.School).HasForeignKey(p => p.SchoolId);
        school.HasMany(s => s.Mentorships).WithOne(m => m.School).HasForeignKey(m => m.SchoolId);
    }
}

sealed class ParticipantMapping : IEntityTypeConfiguration<Participant>
{
    public void Configure(EntityTypeBuilder<Participant> participant)
    {
        participant.ToTable("participants");
        participant.Property(p => p.Training).HasMaxLength(Participant.TrainingMax);
        participant.Property(p => p.LeaveReason).HasMaxLength(Initiative.ReasonMax);
        participant.HasIndex(p => p.SchoolId);
        participant.HasIndex(p => p.InitiativeId);
        participant.HasIndex(p => p.PersonId);
        participant.HasIndex(p => p.UnitId);
    }
}

sealed class MentorshipMapping : IEntityTypeConfiguration<Mentorship>
{
    public void Configure(EntityTypeBuilder<Mentorship> mentorship)
    {
        mentorship.ToTable("mentorships");
        mentorship.HasIndex(m => m.SchoolId);
        mentorship.HasIndex(m => m.InitiativeId);
        mentorship.HasIndex(m => m.PersonId);
        mentorship.HasIndex(m => m.UnitId);
    }
}
