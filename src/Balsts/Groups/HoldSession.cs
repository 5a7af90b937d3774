using System.ComponentModel.DataAnnotations;
using Balsts.Activities;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>
/// Writes down that a session was held and who came. Under a supporting post of whoever led it, it becomes one entry of the ledger in the
/// same transaction; without such a post the attendance stands alone.
/// </summary>
public sealed class HoldSession(AppDb db, Roll roll, LedgerRules rules, LogActivity log, CorrectActivity correct)
{
    public sealed class Input
    {
        [Required] public int? Minutes { get; set; }
        [StringLength(GroupSession.TopicMax)] public string? Topic { get; set; }

        /// <summary>Who came: of those who belonged to the group on that day, without whoever led it.</summary>
        [MaxLength(Group.MembersMax)] public List<Guid> People { get; set => field = value ?? []; } = []; // a form with none chosen posts none
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await Led(id, viewer, ct) is not { } session) return Problem.NotFound;
        if (version is { } known && !db.StillAt(session, known)) return Problem.ChangedMeanwhile;
        if (session.State == SessionState.Held) return GroupSession.HeldAlready;
        var (people, topic) = (input.People.Distinct().ToHashSet(), WellFormed.Of(input.Topic ?? ""));
        var came = await Belonging(session, viewer, ct);
        if (Check(people, came, viewer).Problem is { } stranger) return stranger;
        if (session.Hold(input.Minutes!.Value, topic, Chosen(came, people), viewer.PersonId, viewer.Today).Problem is { } refused) return refused;

        var group = session.Group!;
        var goal = group.GoalId is { } g && !(await rules.Serves(viewer, group.UnitId, g, null, [], ct)).Failed ? group.GoalId : null;
        var logged = await log.Add(new()
        {
            UnitId = group.UnitId,
            On = session.On,
            At = session.At,
            Minutes = session.Minutes,
            Kind = ActivityKind.GroupSession,
            IsOnline = session.IsOnline,
            Field = group.Field,
            Topic = session.Topic,
            People = [.. people],
            GoalId = goal,
        }, viewer, of: new(group.Id, people), ct: ct);
        // who led it without a post that gives support has no hours to count
        if (logged.Problem is { } unlogged && unlogged.Code != Activity.NotInTerm.Code) return unlogged;
        if (logged.Value is { } activity) session.InLedger(activity.Id);
        db.RecordAt(viewer, new SessionHeld(session.On, people.Count), session);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    /// <summary>Puts right who came, how long and what about; its entry in the ledger follows.</summary>
    public async Task<Outcome<Guid>> Correct(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await Held(id, viewer, ct) is not { } session) return Problem.NotFound;
        if (version is { } known && !db.StillAt(session, known)) return Problem.ChangedMeanwhile;
        var (people, topic) = (input.People.Distinct().ToHashSet(), WellFormed.Of(input.Topic ?? ""));
        var came = await Belonging(session, viewer, ct);
        if (Check(people, came, viewer).Problem is { } stranger) return stranger;
        if (session.Correct(input.Minutes!.Value, topic, Chosen(came, people)).Problem is { } refused) return refused;
        if (await Entry(session, viewer, ct) is { } activity)
        {
            var corrected = await correct.Change(activity, new()
            {
                On = activity.On,
                At = activity.At,
                Minutes = session.Minutes,
                Kind = activity.Kind,
                IsOnline = activity.IsOnline,
                Field = activity.Field,
                Topic = session.Topic,
                People = [.. people],
                GoalId = activity.GoalId,
                NeedId = activity.NeedId,
                Result = activity.Result,
            }, viewer, new(session.GroupId, people), ct);
            if (corrected.Problem is { } held) return held;
        }
        db.RecordAt(viewer, new SessionCorrected(session.On, people.Count), session);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    /// <summary>A session of a group that the viewer leads, or led to its end.</summary>
    public async Task<GroupSession?> Led(Guid id, Viewer viewer, CancellationToken ct) => await db.WithGroup(id, viewer, ct) is { } found && found.LedBy(viewer) ? found : null;

    /// <summary>A session that was held and that the viewer may put right.</summary>
    public async Task<GroupSession?> Held(Guid id, Viewer viewer, CancellationToken ct) =>
        await db.WithGroup(id, viewer, ct) is { State: SessionState.Held } found && found.CorrectedBy(viewer) ? found : null;

    /// <summary>The session's entry in the ledger, to be changed with it.</summary>
    internal async Task<Activity?> Entry(GroupSession session, Viewer viewer, CancellationToken ct) => session.ActivityId is { } entry
        ? await db.Seen<Activity>(viewer).Include(a => a.People).FirstOrDefaultAsync(a => a.Id == entry && a.AuthorId == viewer.PersonId, ct) : null;

    /// <summary>Who can have come, and from where: those who belonged to the group on the day, and those who are written down already.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> Belonging(GroupSession session, Viewer viewer, CancellationToken ct)
    {
        var belonging = (await roll.Of(session.Group!, session.On, ct)).ToDictionary(b => b.PersonId, b => b.UnitId);
        foreach (var one in session.Attendance) belonging.TryAdd(one.PersonId, one.UnitId);
        belonging.Remove(session.HeldById ?? viewer.PersonId);
        return belonging;
    }

    static Outcome Check(HashSet<Guid> people, IReadOnlyDictionary<Guid, Guid> belonging, Viewer viewer) =>
        people.Contains(viewer.PersonId) && !belonging.ContainsKey(viewer.PersonId) ? Activity.Oneself : people.All(belonging.ContainsKey) ? Outcome.Done : GroupSession.NotAMember;

    static Dictionary<Guid, Guid> Chosen(IReadOnlyDictionary<Guid, Guid> belonging, HashSet<Guid> people) => people.ToDictionary(p => p, p => belonging[p]);
}
