using System.ComponentModel.DataAnnotations;
using Balsts.Goals;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Sets a group up, or says anew what it is.</summary>
public sealed class KeepGroup(AppDb db, UnitTrees trees, CountryPacks packs)
{
    public sealed class Input
    {
        /// <summary>Where it lives; said once.</summary>
        public Guid? UnitId { get; set; }
        public GroupKind? Kind { get; set; }
        [Required, StringLength(Group.NameMax)] public string? Name { get; set; }
        public string? Field { get; set; }
        [StringLength(Group.PurposeMax)] public string? Purpose { get; set; }

        /// <summary>A goal of the unit or of one above it.</summary>
        public Guid? GoalId { get; set; }
        [Required] public DateOnly? StartsOn { get; set; }
        public DateOnly? EndsOn { get; set; }

        /// <summary>Whoever sets it up leads it. Whoever does not lead the unit always does.</summary>
        public bool Leads { get; set; }
    }

    public async Task<Outcome<Guid>> Start(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        if (input.UnitId is not { } unitId || tree.Find(unitId) is not { } unit || !Units(viewer).Contains(unitId)) return Group.UnitNotYours;
        if (input.Kind is null or GroupKind.RoleCircle) return Group.KindByPosts;
        var group = new Group { Id = Guid.CreateVersion7(), CountryId = unit.CountryId, UnitId = unitId, Kind = input.Kind.Value };
        if ((await Describe(group, input, viewer, tree, ct)).Problem is { } wrong) return wrong;
        if (input.Leads || !viewer.SeatsOf(GroupRights.Manage).Contains(unitId)) group.Join(viewer.PersonId, await OwnUnit(db, unitId, viewer, ct), MemberRole.Leader, group.StartsOn < viewer.Today ? group.StartsOn : viewer.Today);
        db.Add(viewer, group);
        db.Record(viewer, new GroupStarted(), group);
        return (await db.Save(ct)).Problem is { } problem ? problem : group.Id;
    }

    public async Task<Outcome<Guid>> Change(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Kept(id, viewer, ct) is not { } group) return Problem.NotFound;
        if (version is { } known && !db.StillAt(group, known)) return Problem.ChangedMeanwhile;
        if (group.StateOn(viewer.Today) == GroupState.Ended) return Group.IsOver;
        if ((await Describe(group, input, viewer, await trees.Now(ct), ct)).Problem is { } wrong) return wrong;
        db.Record(viewer, new GroupChanged(), group);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    /// <summary>The units in which the viewer may set a group up: those that they lead, and those where they hold a supporting post.</summary>
    public static IReadOnlyList<Guid> Units(Viewer viewer) => [.. viewer.SeatsOf(GroupRights.Manage).Union(viewer.SeatsOf(GroupRights.Lead))];

    /// <summary>Where somebody who leads a group works: in its unit, else wherever they do.</summary>
    internal static async Task<Guid> OwnUnit(AppDb db, Guid unitId, Viewer viewer, CancellationToken ct)
    {
        var today = viewer.Today;
        var own = await db.Seen<Employment>(viewer).Where(e => e.PersonId == viewer.PersonId && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today)).OrderBy(e => e.Id).Select(e => e.UnitId).ToListAsync(ct);
        return own.Count == 0 || own.Contains(unitId) ? unitId : own[0];
    }

    async Task<Outcome> Describe(Group group, Input input, Viewer viewer, UnitTree tree, CancellationToken ct)
    {
        var field = input.Field ?? "";
        if (field.Length > 0 && packs[group.CountryId].SupportFields.All(f => f.Code != field)) return CountryPack.FieldUnknown;
        if (input.GoalId is { } goal && goal != group.GoalId)
        {
            var path = tree.PathTo(group.UnitId).Select(u => u.Id).ToArray();
            if (!await db.Seen<Goal>(viewer).AnyAsync(g => g.Id == goal && g.PersonId == null && path.Contains(g.UnitId), ct)) return Group.GoalElsewhere;
        }
        return group.Describe(WellFormed.Of(input.Name!), field, WellFormed.Of(input.Purpose ?? ""), input.GoalId, input.StartsOn!.Value, input.EndsOn);
    }
}
