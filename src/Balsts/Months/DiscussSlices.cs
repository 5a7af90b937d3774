using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>A head turns the school's key on several parts at once, without remarks. Parts that no longer wait are passed by.</summary>
public sealed class DiscussSlices(AppDb db, FindReport reports, DiscussSlice discuss)
{
    public sealed class Input
    {
        [MaxLength(FindMonths.ListMax)] public List<Guid> Chosen { get; set => field = value ?? []; } = []; // a form with none chosen posts none
    }

    public static readonly Problem NothingWaits = new(ProblemKind.Conflict, "slices.nothing-waits", "None of these parts waits for you any more.");

    /// <summary>Gives the id of the first.</summary>
    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var slices = await reports.Waiting(input.Chosen, viewer, ct);
        if (slices.Count == 0) return NothingWaits;
        foreach (var slice in slices)
            if ((await discuss.Turn(slice, "", viewer, ct)).Problem is { } refused) return refused;
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : slices[0].Id;
    }
}
