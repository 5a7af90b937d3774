using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Groups;

/// <summary>Plans a session of a group, or moves and changes one that has not been held.</summary>
public sealed class PlanSession(AppDb db, Roll roll)
{
    public sealed class Input
    {
        [Required] public DateOnly? On { get; set; }

        /// <summary>When it begins, on the clock of the place.</summary>
        public TimeOnly? At { get; set; }
        [Required] public int? Minutes { get; set; }
        [StringLength(GroupSession.PlaceMax)] public string? Place { get; set; }
        public bool IsOnline { get; set; }
        [StringLength(GroupSession.TopicMax)] public string? Topic { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid groupId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Kept(groupId, viewer, ct) is not { } group) return Problem.NotFound;
        var session = new GroupSession { Id = Guid.CreateVersion7(), CountryId = group.CountryId, GroupId = groupId, Group = group };
        if (Plan(session, input, viewer).Problem is { } wrong) return wrong;
        db.Add(viewer, session);
        db.RecordAt(viewer, new SessionPlanned(session.On), session);
        if (session.On >= viewer.Today) await roll.Tell(group, session.On, viewer, Texts.Id("{0} meets on {1}."), [group.Name, Day(session.On)], ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : session.Id;
    }

    public async Task<Outcome<Guid>> Change(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.KeptSession(id, viewer, ct) is not { } session) return Problem.NotFound;
        if (version is { } known && !db.StillAt(session, known)) return Problem.ChangedMeanwhile;
        var (before, at) = (session.On, session.At);
        if (Plan(session, input, viewer).Problem is { } wrong) return wrong;
        IRecorded told = session.On != before ? new SessionMoved(before, session.On) : new SessionChanged(session.On);
        db.RecordAt(viewer, told, session);
        if (session.On >= viewer.Today && (session.On, session.At) != (before, at))
            await roll.Tell(session.Group!, session.On, viewer, session.On == before ? Texts.Id("{0} meets at another hour on {1}.") : Texts.Id("{0} meets on {1} instead of {2}."), [session.Group!.Name, Day(session.On), Day(before)], ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    static Outcome Plan(GroupSession session, Input input, Viewer viewer) => input.On > viewer.Today.AddYears(Group.YearsMax) ? Group.OutsidePeriod
        : session.Plan(input.On!.Value, input.At, input.Minutes!.Value, WellFormed.Of(input.Place ?? ""), input.IsOnline, WellFormed.Of(input.Topic ?? ""));

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
