using Balsts.Activities;
using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>What was planned under an appointment and has not been done: promises that the successor keeps or takes back.</summary>
sealed class HandoverOfMonths(AppDb db, UnitTrees trees, PersonNames names, Texts t) : IHandoverPart
{
    const int LinesMax = 300;

    public int Order => 2;
    public string Title => Texts.Id("Open promises");
    public string Nothing => Texts.Id("Nothing that was planned is open.");

    public async Task<IReadOnlyList<HandoverRow>> Of(Handover handover, Viewer viewer, CancellationToken ct)
    {
        var lines = await db.Seen<PlanLine>(Viewer.System).Where(l => l.Plan!.AppointmentId == handover.AppointmentId && l.Plan.PersonId == handover.PersonId && l.State == LineState.Planned)
            .OrderBy(l => l.MovedTo ?? l.On).ThenBy(l => l.Id).Take(LinesMax).Select(l => new { l.UnitId, l.Kind, Topic = Reading.Of<MonthlyPlan>(l.PlanId, l.Topic), On = l.MovedTo ?? l.On, People = l.People.Select(p => p.PersonId).ToList() }).ToListAsync(ct);
        var known = await names.Of(lines.SelectMany(l => l.People), ct);
        var tree = await trees.Now(ct);
        return [.. lines.Select(l => new HandoverRow(l.Topic.Length == 0 ? t.Of(l.Kind) : t["{0}: {1}", t.Of(l.Kind), l.Topic], tree.NameOf(l.UnitId), l.On, t.List([.. l.People.Select(p => known.GetValueOrDefault(p, ""))])))];
    }
}
