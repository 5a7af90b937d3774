using System.ComponentModel.DataAnnotations;
using Balsts.Sources;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Starts an initiative, or says anew what it is.</summary>
public sealed class KeepInitiative(AppDb db, UnitTrees trees, CountryPacks packs, ReachInStep reach)
{
    public sealed class Input
    {
        /// <summary>Who runs it; asked only when it starts.</summary>
        public Guid? OrganiserUnitId { get; set; }
        [Required, StringLength(Initiative.NameMax)] public string? Name { get; set; }
        [StringLength(Initiative.AimMax)] public string? Aim { get; set; }
        public Guid? SourceId { get; set; }
        [Required] public DateOnly? StartsOn { get; set; }
        [Required] public DateOnly? EndsOn { get; set; }

        /// <summary>Working days before a month by which its plan is due, 0 for the day before; unsaid, as the country does, and later as it was.</summary>
        [Range(0, Deadlines.PlanMost)] public int? PlanDays { get; set; }

        /// <summary>Working days after a month by which its report is due.</summary>
        [Range(1, Deadlines.ReportMost)] public int? ReportDays { get; set; }
    }

    public async Task<Outcome<Guid>> Start(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if ((await trees.Now(ct)).Find(input.OrganiserUnitId ?? Guid.Empty) is not { } unit || !viewer.SeatsOf(InitiativeRights.Manage).Contains(unit.Id)) return Problem.NotFound;
        var initiative = new Initiative { Id = Guid.CreateVersion7(), CountryId = unit.CountryId, OrganiserUnitId = unit.Id };
        var usual = packs[unit.CountryId].Deadlines;
        initiative.Due(usual.PlanDays, usual.ReportDays);
        if ((await Write(initiative, input, viewer, ct)).Problem is { } wrong) return wrong;
        db.Add(viewer, initiative);
        db.Record(viewer, new InitiativeStarted(), initiative);
        await reach.Keep(initiative, viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : initiative.Id;
    }

    public async Task<Outcome<Guid>> Change(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Managed(id, viewer, ct) is not { } initiative) return Problem.NotFound;
        if (version is { } known && !db.StillAt(initiative, known)) return Problem.ChangedMeanwhile;
        if (viewer.Today > initiative.LastDay) return Initiative.IsOver;
        if ((await Write(initiative, input, viewer, ct)).Problem is { } wrong) return wrong;
        db.Record(viewer, new InitiativeDescribed(), initiative);
        await reach.Keep(initiative, viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    async Task<Outcome> Write(Initiative initiative, Input input, Viewer viewer, CancellationToken ct)
    {
        if (input.SourceId is { } source && !await db.Seen<FundingSource>(viewer).AnyAsync(s => s.Id == source && s.CountryId == initiative.CountryId, ct)) return Initiative.SourceUnknown;
        if (initiative.Due(input.PlanDays ?? initiative.PlanDays, input.ReportDays ?? initiative.ReportDays).Problem is { } outside) return outside;
        return initiative.Describe(input.Name!, WellFormed.Of(input.Aim ?? ""), input.SourceId, input.StartsOn!.Value, input.EndsOn!.Value);
    }
}
