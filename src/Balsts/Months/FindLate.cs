using Balsts.Units;
using Foundation.Languages;
using Foundation.Periods;
using Foundation.Viewers;

namespace Balsts.Months;

public enum LateThing
{
    [Sentence("Plan", Context = "month")] Plan,
    [Sentence("Report")] Report,
    [Sentence("Key of the school")] Key,
}

/// <summary>Something of a month that was due, as one of those lists it who wait for it or owe it.</summary>
/// <param name="PersonId">Whose month it is.</param>
/// <param name="UnitId">The school that it concerns; the unit of the post where the whole is late.</param>
/// <param name="SliceId">The part whose key was not turned.</param>
/// <param name="PlanId">Null while there is none, and for whoever sees only a part of it.</param>
public sealed record LateItem(LateThing What, Guid PersonId, Guid AppointmentId, Guid UnitId, Month Month, DateOnly DueOn, Guid? SliceId = null, Guid? PlanId = null)
{
    public string? Href(Viewer viewer) => What switch
    {
        LateThing.Key => SlicePage.Url(SliceId!.Value),
        LateThing.Report when PersonId == viewer.PersonId && PlanId is { } plan => WriteReportPage.Url(plan),
        _ when PlanId is { } plan => MonthPage.Url(plan.ToString()),
        _ when PersonId == viewer.PersonId => MonthPage.Url(Month.ToString(), AppointmentId),
        _ => null,
    };
}

/// <summary>Who is late, for those who wait and for the late: plans and reports to the organiser, what concerns the own school to its head, their own to the author. By day, never by how often.</summary>
public sealed class FindLate(FindMonths months, CountryPacks packs)
{
    /// <summary>Reports are looked for so many months back; what is older stands in the list of its month.</summary>
    public const int MonthsBack = 3;

    public async Task<IReadOnlyList<LateItem>> Of(Viewer viewer, CancellationToken ct = default)
    {
        var current = Month.Of(viewer.Today);
        return InOrder([.. Among(await months.Owed(current.Add(-MonthsBack), current.Next, viewer, ct), viewer.Today), .. await Keys(viewer, ct)]);
    }

    /// <summary>By the day on which it was due.</summary>
    static IReadOnlyList<LateItem> InOrder(IEnumerable<LateItem> items) => [.. items.OrderBy(i => i.DueOn).ThenBy(i => i.Month).ThenBy(i => i.PersonId)];

    /// <summary>What of these months is late: as a whole, or for a school that waits for its part.</summary>
    public static IEnumerable<LateItem> Among(IEnumerable<DueReport> owed, DateOnly today)
    {
        foreach (var d in owed)
        {
            if ((d.IsWhole || d.ServedId is not null) && d.PlanIsLate(today)) yield return new(LateThing.Plan, d.PersonId, d.AppointmentId, d.IsWhole ? d.UnitId : d.ServedId!.Value, d.Month, d.PlanDue, PlanId: d.PlanId);
            if (d.IsWhole ? d.IsLate(today) && d.IsAsked(today) : d.PartOfId is not null && today > d.ReportDue) yield return new(LateThing.Report, d.PersonId, d.AppointmentId, d.IsWhole ? d.UnitId : d.PartOfId!.Value, d.Month, d.ReportDue, PlanId: d.PlanId);
        }
    }

    /// <summary>The viewer's own keys that were not turned in their days.</summary>
    async Task<IEnumerable<LateItem>> Keys(Viewer viewer, CancellationToken ct) =>
        from p in await months.Parts(viewer, ct)
        where p.Waits && p.PersonId != viewer.PersonId && p.KeyShown(viewer.Today, packs[p.CountryId]) == SliceKey.NotDiscussed
        select new LateItem(LateThing.Key, p.PersonId, Guid.Empty, p.UnitId, p.Month, MonthlyReport.DiscussUntil(p.SubmittedAt, packs[p.CountryId]), p.SliceId);
}
