using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Initiatives;

/// <summary>A meeting of the initiative's manager with a school, or with all of them: who was there, what was said, what was decided.</summary>
[Traced(nameof(HeldById))]
public sealed class Meeting : ISeen<Meeting>, IHistoric, IVersioned, IContent
{
    public const int TextMax = 4000;
    public const int MinutesMax = 12 * 60;
    public const int PeopleMax = 100;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid InitiativeId { get; init; }
    public Initiative? Initiative { get; init; }

    /// <summary>The school that it was with; null where it was with all.</summary>
    public Guid? SchoolId { get; private set; }

    /// <summary>The unit of that school.</summary>
    public Guid? UnitId { get; private set; }
    public required Guid HeldById { get; init; }
    public DateOnly On { get; private set; }
    public int Minutes { get; private set; }
    public string Notes { get; private set; } = "";
    public string Decisions { get; private set; } = "";
    public int Version { get; private set; }
    public List<MeetingPerson> People { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;
    (Type, Guid) IContent.Whole => (typeof(Meeting), Id);
    bool IContent.IsOpenTo(Guid personId) => HeldById == personId || People.Exists(p => p.PersonId == personId);

    public static readonly Problem InTheFuture = new(ProblemKind.Invalid, "meeting.in-the-future", "This day has not come yet. A meeting is written down when it has been held.", "On");
    public static readonly Problem MinutesOutside = new(ProblemKind.Invalid, "meeting.minutes", "A meeting lasts from 5 minutes to 12 hours.", "Minutes");
    public static readonly Problem SchoolUnknown = new(ProblemKind.Invalid, "meeting.school", "Choose a school of this initiative, or all of them.", "SchoolId");
    public static readonly Problem PersonUnknown = new(ProblemKind.Invalid, "meeting.people", "Choose those present from the list.", "People");

    /// <summary>Those who were there, the organiser, its deputies for the school that it was with, and whoever leads the school that it was with; of a meeting with all, whoever leads one of the schools.</summary>
    public static Expression<Func<Meeting, bool>> SeenBy(Viewer viewer)
    {
        var (me, seats, managed, led) = (viewer.PersonId, viewer.SeatsOf(InitiativeRights.Manage), viewer.SubjectsOf(InitiativeRights.Manage), viewer.SeatsOf(InitiativeRights.Read));
        return m => m.HeldById == me || m.People.Any(p => p.PersonId == me) || seats.Contains(m.Initiative!.OrganiserUnitId) || managed.Contains(m.InitiativeId) || (m.SchoolId != null && managed.Contains(m.SchoolId.Value))
            || (m.UnitId != null ? led.Contains(m.UnitId.Value) : m.Initiative!.Schools.Any(s => led.Contains(s.UnitId)));
    }

    public bool AddedBy(Viewer viewer) => ManagedBy(viewer);

    /// <summary>Who writes it down: whoever runs the initiative, and a deputy for the school that it was with.</summary>
    public bool ManagedBy(Viewer viewer) => Initiative?.ManagedBy(viewer) == true || (SchoolId is { } school && viewer.MayOver(InitiativeRights.Manage, school));

    public Outcome Describe(InitiativeSchool? school, DateOnly on, int minutes, string notes, string decisions, DateOnly today)
    {
        if (on > today) return InTheFuture;
        if (minutes is < 5 or > MinutesMax) return MinutesOutside;
        (SchoolId, UnitId, On, Minutes, Notes, Decisions) = (school?.Id, school?.UnitId, on, minutes, notes.Trim(), decisions.Trim());
        return Outcome.Done;
    }

    public void With(IEnumerable<Guid> persons)
    {
        var wanted = persons.Distinct().ToList();
        if (wanted.ToHashSet().SetEquals(People.Select(p => p.PersonId))) return;
        Version++; // the people are rows of their own: without this a second editor would not be told
        People.RemoveAll(p => !wanted.Contains(p.PersonId));
        foreach (var person in wanted.Where(id => People.All(p => p.PersonId != id)))
            People.Add(new() { Id = Guid.CreateVersion7(), CountryId = CountryId, MeetingId = Id, PersonId = person });
    }
}

/// <summary>Somebody who was at a meeting.</summary>
public sealed class MeetingPerson : IHistoric
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid MeetingId { get; init; }
    public required Guid PersonId { get; init; }
    Guid IHistoric.HistoryId => MeetingId;
}

[Sentence("{0} wrote the meeting down.")] public sealed record MeetingHeld : IRecorded;
[Sentence("{0} corrected what is written of the meeting.")] public sealed record MeetingCorrected : IRecorded;

sealed class MeetingMapping : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> meeting)
    {
        meeting.ToTable("initiative_meetings");
        meeting.Property(m => m.Notes).HasMaxLength(Meeting.TextMax);
        meeting.Property(m => m.Decisions).HasMaxLength(Meeting.TextMax);
        meeting.HasIndex(m => new { m.InitiativeId, m.On });
        meeting.HasOne(m => m.Initiative).WithMany().HasForeignKey(m => m.InitiativeId);
        meeting.HasMany(m => m.People).WithOne().HasForeignKey(p => p.MeetingId);
    }
}

sealed class MeetingPersonMapping : IEntityTypeConfiguration<MeetingPerson>
{
    public void Configure(EntityTypeBuilder<MeetingPerson> person)
    {
        person.ToTable("initiative_meeting_people");
        person.HasIndex(p => p.PersonId);
    }
}
