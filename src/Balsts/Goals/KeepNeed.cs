using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>States what educators of a unit need, says it anew, or says that the need is met.</summary>
public sealed class KeepNeed(AppDb db, UnitTrees trees, CountryPacks packs)
{
    public sealed class Input
    {
        /// <summary>Whose educators need it; asked only when it is stated.</summary>
        public Guid? UnitId { get; set; }
        [Required, StringLength(Need.StatementMax)] public string? Statement { get; set; }
        [StringLength(Need.TargetMax)] public string? Target { get; set; }
        public string? Field { get; set; }
        [Required] public NeedSource? Source { get; set; }

        /// <summary>The school year, by the year in which it begins.</summary>
        [Required] public int? SchoolYear { get; set; }
    }

    public async Task<Outcome<Guid>> Add(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if ((await trees.Now(ct)).Find(input.UnitId ?? Guid.Empty) is not { } unit || !viewer.May(GoalRights.Manage, unit.CountryId, unit.Id)) return Problem.NotFound;
        var need = new Need { Id = Guid.CreateVersion7(), CountryId = unit.CountryId, UnitId = unit.Id, StatedById = viewer.PersonId, StatedOn = viewer.Today };
        if (Write(need, input, viewer).Problem is { } wrong) return wrong;
        db.Add(viewer, need);
        db.Record(viewer, new NeedStated(), need);
        return (await db.Save(ct)).Problem is { } problem ? problem : need.Id;
    }

    public async Task<Outcome<Guid>> Change(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        var found = await Kept(id, version, viewer, ct);
        if (found.Problem is { } hidden) return hidden;
        if (Write(found.Value!, input, viewer).Problem is { } wrong) return wrong;
        db.Record(viewer, new NeedChanged(), found.Value!);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    public async Task<Outcome<Guid>> Meet(Guid id, int? version, bool met, Viewer viewer, CancellationToken ct = default)
    {
        var found = await Kept(id, version, viewer, ct);
        if (found.Problem is { } hidden) return hidden;
        var need = found.Value!;
        if (met == need.MetOn is not null) return id;
        need.Met(met ? viewer.Today : null);
        db.Record(viewer, met ? new NeedMet() : new NeedUnmet(), need);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    async Task<Outcome<Need>> Kept(Guid id, int? version, Viewer viewer, CancellationToken ct)
    {
        if (await db.Seen<Need>(viewer).FirstOrDefaultAsync(n => n.Id == id, ct) is not { } need || !need.AddedBy(viewer)) return Problem.NotFound;
        return version is { } known && !db.StillAt(need, known) ? Problem.ChangedMeanwhile : need;
    }

    Outcome Write(Need need, Input input, Viewer viewer)
    {
        var pack = packs[need.CountryId];
        if (input.Field is { Length: > 0 } field && pack.SupportFields.All(f => f.Code != field)) return CountryPack.FieldUnknown;
        return need.Describe(input.Statement!, input.Target ?? "", input.Field ?? "", input.Source!.Value, input.SchoolYear!.Value, pack.SchoolYearOf(viewer.Today));
    }
}
