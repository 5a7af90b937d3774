using System.Linq.Expressions;
using Balsts.Activities;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Groups;

public enum SessionState
{
    [Sentence("Planned", Context = "session")] Planned,
    [Sentence("Held", Context = "session")] Held,
    [Sentence("Cancelled", Context = "session")] Cancelled,
}

/// <summary>A meeting of a group: planned, then held with those who came, or cancelled. One that was held under a supporting post is one entry of the ledger.</summary>
public sealed class GroupSession : ISeen<GroupSession>, IHistoric, IVersioned
{
    public const int PlaceMax = 160;
    public const int TopicMax = Activity.TopicMax;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid GroupId { get; init; }
    public Group? Group { get; init; }
    public DateOnly On { get; private set; }

    /// <summary>When it begins, on the clock of the place.</summary>
    public TimeOnly? At { get; private set; }
    public int Minutes { get; private set; }
    public string Place { get; private set; } = "";
    public bool IsOnline { get; private set; }
    public string Topic { get; private set; } = "";
    public SessionState State { get; private set; }

    /// <summary>Why it was cancelled.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Who led it; null until it was held.</summary>
    public Guid? HeldById { get; private set; }

    /// <summary>Its entry in the ledger; null where whoever led it held no post that gives support.</summary>
    public Guid? ActivityId { get; private set; }
    public int Version { get; private set; }
    public List<SessionAttendance> Attendance { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem HeldAlready = new(ProblemKind.Conflict, "session.held", "This session was held and written down already.");
    public static readonly Problem IsCancelled = new(ProblemKind.Conflict, "session.cancelled", "This session was cancelled.");
    public static readonly Problem NotHeld = new(ProblemKind.Conflict, "session.not-held", "This session has not been held yet.");
    public static readonly Problem NotYet = new(ProblemKind.Conflict, "session.not-yet", "This day has not come yet. A session is written down when it has been held.");
    public static readonly Problem NobodyCame = new(ProblemKind.Invalid, "session.nobody", "Choose who came. If nobody did, cancel the session.", "People");
    public static readonly Problem NotAMember = new(ProblemKind.Invalid, "session.not-a-member", "Somebody chosen did not belong to the group on that day.", "People");

    /// <summary>Whoever sees the group, whoever led the session or came to it, and whoever led the group to its end: the last session is written down after it.</summary>
    public static Expression<Func<GroupSession, bool>> SeenBy(Viewer viewer)
    {
        var me = viewer.PersonId;
        Expression<Func<GroupSession, bool>> there = s => s.HeldById == me || s.Attendance.Any(a => a.PersonId == me);
        return Group.SeenBy(viewer).Through((GroupSession s) => s.Group!).Or(there).Or(LedToTheEnd(viewer));
    }

    /// <summary>Of a group that has ended since: whoever led it on the day of the session and to its last day.</summary>
    internal static Expression<Func<GroupSession, bool>> LedToTheEnd(Viewer viewer)
    {
        var me = viewer.PersonId;
        return s => s.Group!.Members.Any(m => m.PersonId == me && m.Role == MemberRole.Leader && m.StartsOn <= s.On && m.EndsOn >= s.On && m.EndsOn == (s.Group.EndedOn ?? s.Group.EndsOn));
    }

    /// <summary>Whether the viewer writes down who came: whoever leads the group, or led it to its end. Asked with its group and members.</summary>
    public bool LedBy(Viewer viewer) => Group!.LedBy(viewer) || Group.Members.Exists(m => m.PersonId == viewer.PersonId && m.Role == MemberRole.Leader && m.EndsOn is not null && m.EndsOn == Group.LastDay && m.Holds(On));

    /// <summary>Sessions that did not take place yet, or will not, of groups that the viewer belongs to on their day.</summary>
    public static Expression<Func<GroupSession, bool>> OfOwnGroups(Viewer viewer)
    {
        var (me, stations) = (viewer.PersonId, viewer.Stations);
        return s => s.State != SessionState.Held
            && (s.Group!.Members.Any(m => m.PersonId == me && m.StartsOn <= s.On && (m.EndsOn == null || m.EndsOn >= s.On)) || (s.Group.Station != null && stations.Contains(s.Group.Station)));
    }

    public bool AddedBy(Viewer viewer) => Group?.KeptBy(viewer) == true;

    /// <summary>Who puts right what is written of it: whoever led it, where the ledger has it under their name; else those who lead the group.</summary>
    public bool CorrectedBy(Viewer viewer) => ActivityId is not null ? HeldById == viewer.PersonId : LedBy(viewer);

    public Outcome Plan(DateOnly on, TimeOnly? at, int minutes, string place, bool online, string topic)
    {
        if (State == SessionState.Held) return HeldAlready;
        if (State == SessionState.Cancelled) return IsCancelled;
        if (!Group!.Holds(on)) return Group.OutsidePeriod;
        if (minutes is < Activity.MinutesMin or > Activity.MinutesMax) return Activity.MinutesOutside;
        (On, At, Minutes, Place, IsOnline, Topic) = (on, at, minutes, place.Trim(), online, topic.Trim());
        return Outcome.Done;
    }

    public Outcome Hold(int minutes, string topic, IReadOnlyDictionary<Guid, Guid> came, Guid ledBy, DateOnly today)
    {
        if (State == SessionState.Held) return HeldAlready;
        if (State == SessionState.Cancelled) return IsCancelled;
        if (On > today) return NotYet;
        if (Describe(minutes, topic, came).Problem is { } wrong) return wrong;
        (State, HeldById) = (SessionState.Held, ledBy);
        return Outcome.Done;
    }

    public Outcome Correct(int minutes, string topic, IReadOnlyDictionary<Guid, Guid> came) => State == SessionState.Held ? Describe(minutes, topic, came) : NotHeld;

    internal void InLedger(Guid activity) => ActivityId = activity;

    /// <summary>It does not, or did not, take place; nobody came to it.</summary>
    public Outcome Cancel(string reason)
    {
        if (State == SessionState.Cancelled) return IsCancelled;
        if (string.IsNullOrWhiteSpace(reason)) return Group.ReasonMissing;
        (State, Reason, HeldById, ActivityId) = (SessionState.Cancelled, reason.Trim(), null, null);
        Attendance.Clear();
        return Outcome.Done;
    }

    /// <param name="came">Those who came, and where each of them works.</param>
    Outcome Describe(int minutes, string topic, IReadOnlyDictionary<Guid, Guid> came)
    {
        if (minutes is < Activity.MinutesMin or > Activity.MinutesMax) return Activity.MinutesOutside;
        if (came.Count == 0) return NobodyCame;
        (Minutes, Topic) = (minutes, topic.Trim());
        if (!came.Keys.ToHashSet().SetEquals(Attendance.Select(a => a.PersonId))) Version++; // they are rows of their own: without this a second editor would not be told
        Attendance.RemoveAll(a => !came.ContainsKey(a.PersonId));
        foreach (var (person, unit) in came.Where(c => Attendance.TrueForAll(a => a.PersonId != c.Key)))
            Attendance.Add(new() { Id = Guid.CreateVersion7(), CountryId = CountryId, SessionId = Id, Session = this, PersonId = person, UnitId = unit });
        return Outcome.Done;
    }
}

/// <summary>Somebody who came to a session, and the unit that they came from.</summary>
public sealed class SessionAttendance : ISeen<SessionAttendance>, IHistoric
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid SessionId { get; init; }
    public GroupSession? Session { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid UnitId { get; init; }
    Guid IHistoric.HistoryId => SessionId;

    /// <summary>Themselves, whoever led the session or leads the group today, and those who lead the very unit that they came from. Everybody else sees how many came.</summary>
    public static Expression<Func<SessionAttendance, bool>> SeenBy(Viewer viewer)
    {
        var (me, today, seats) = (viewer.PersonId, viewer.Today, viewer.SeatsOf(GroupRights.Read));
        return a => a.PersonId == me || a.Session!.HeldById == me || seats.Contains(a.UnitId)
            || a.Session.Group!.Members.Any(m => m.PersonId == me && m.Role == MemberRole.Leader && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today));
    }

    public bool AddedBy(Viewer viewer) => Session?.CorrectedBy(viewer) == true;
}

[Sentence("{0} planned a session on {1}.")] public sealed record SessionPlanned(DateOnly On) : IRecorded;
[Sentence("{0} moved the session of {1} to {2}.")] public sealed record SessionMoved(DateOnly From, DateOnly On) : IRecorded;
[Sentence("{0} changed the session on {1}.")] public sealed record SessionChanged(DateOnly On) : IRecorded;
[Sentence("{0} wrote down who came to the session on {1}: {2}.")] public sealed record SessionHeld(DateOnly On, int Number) : IRecorded;
[Sentence("{0} corrected who came to the session on {1}: {2}.")] public sealed record SessionCorrected(DateOnly On, int Number) : IRecorded;
[Sentence("{0} cancelled the session on {1}.")] public sealed record SessionCancelled(DateOnly On) : IRecorded;

sealed class GroupSessionMapping : IEntityTypeConfiguration<GroupSession>
{
    public void Configure(EntityTypeBuilder<GroupSession> session)
    {
        session.ToTable("group_sessions");
        session.Property(s => s.Place).HasMaxLength(GroupSession.PlaceMax);
        session.Property(s => s.Topic).HasMaxLength(GroupSession.TopicMax);
        session.Property(s => s.Reason).HasMaxLength(Group.ReasonMax);
        session.HasIndex(s => new { s.GroupId, s.On });
        session.HasIndex(s => s.ActivityId).IsUnique();
        session.HasMany(s => s.Attendance).WithOne(a => a.Session).HasForeignKey(a => a.SessionId);
    }
}

sealed class SessionAttendanceMapping : IEntityTypeConfiguration<SessionAttendance>
{
    public void Configure(EntityTypeBuilder<SessionAttendance> attendance)
    {
        attendance.ToTable("group_attendance");
        attendance.HasIndex(a => a.SessionId);
        attendance.HasIndex(a => a.PersonId);
        attendance.HasIndex(a => a.UnitId);
    }
}
