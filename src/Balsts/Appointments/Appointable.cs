using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>From which unit, and under which post of theirs, somebody appoints.</summary>
public sealed record Seat(Guid UnitId, PostKind Post);

/// <summary>Who may give which post: at the unit of their own post or below it, never to themselves.</summary>
public sealed class Appointable(AppDb db, UnitTrees trees)
{
    /// <summary>The posts that each post gives; none but the administrator gives the administrator’s.</summary>
    public static readonly IReadOnlyDictionary<PostKind, PostKind[]> By = new Dictionary<PostKind, PostKind[]>
    {
        [PostKind.Head] = [PostKind.TechnologyMentor, PostKind.Deputy, PostKind.GroupLeader, PostKind.AreaCoordinator, PostKind.LearningConsultant],
        [PostKind.SupportLead] = [PostKind.TechnologyMentor, PostKind.AreaCoordinator, PostKind.LearningConsultant, PostKind.Methodologist, PostKind.Head, PostKind.GroupLeader],
        [PostKind.ProgrammeManager] = [PostKind.TechnologyMentor],
        [PostKind.StateOfficer] = [PostKind.StateOfficer, PostKind.SupportLead, PostKind.Methodologist, PostKind.AreaCoordinator, PostKind.LearningConsultant, PostKind.ProgrammeManager, PostKind.Head],
        [PostKind.Administrator] = [.. Enum.GetValues<PostKind>().Where(p => p is not (PostKind.Teacher or PostKind.Other))],
    };

    /// <summary>Whether a kind of unit has such a post: nobody heads a municipality as a school is headed, nobody leads a municipality's support from a school.</summary>
    public static bool Fits(PostKind post, UnitKind unit) => post switch
    {
        PostKind.Head or PostKind.Deputy => unit is UnitKind.Institution or UnitKind.Branch or UnitKind.Partner or UnitKind.Agency,
        PostKind.SupportLead => unit is UnitKind.Municipality or UnitKind.Region or UnitKind.Sector or UnitKind.Agency,
        PostKind.StateOfficer or PostKind.Administrator => unit is UnitKind.State or UnitKind.Agency,
        PostKind.ProgrammeManager => unit is not (UnitKind.Institution or UnitKind.Branch),
        _ => true,
    };

    /// <summary>The posts that the viewer may give in a unit, each with the nearest seat from which they give it.</summary>
    public async Task<IReadOnlyDictionary<PostKind, Seat>> In(Guid unitId, Viewer viewer, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        var giveable = new Dictionary<PostKind, Seat>();
        if (tree.Find(unitId) is not { } unit || !viewer.May(AppointmentRights.Make, unit.CountryId, unitId)) return giveable;
        var path = tree.PathTo(unitId).Select(u => u.Id).ToList();
        var today = viewer.Today;
        var own = await db.Seen<Appointment>(viewer).AsNoTracking().Where(a => a.PersonId == viewer.PersonId && a.CountryId == unit.CountryId && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today))
            .Select(a => new Seat(a.UnitId, a.Post)).ToListAsync(ct);
        foreach (var seat in own.Where(s => path.Contains(s.UnitId) || tree.IsCountry(s.UnitId)).OrderByDescending(s => path.IndexOf(s.UnitId)))
            foreach (var post in By.GetValueOrDefault(seat.Post, []).Where(p => Fits(p, unit.Kind)))
                giveable.TryAdd(post, seat);
        return giveable;
    }
}
