using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>Whom the work under an appointment served, how often and until when, and how to reach them: facts for the successor.</summary>
sealed class HandoverOfActivities(AppDb db, UnitTrees trees, Texts t) : IHandoverPart
{
    const int PeopleMax = 500;

    public int Order => 1;
    public string Title => Texts.Id("People served");
    public string Nothing => Texts.Id("No support was logged under this post.");

    public async Task<IReadOnlyList<HandoverRow>> Of(Handover handover, Viewer viewer, CancellationToken ct)
    {
        // the successor does not reach these people before the first day, and reads of them here what a directory says
        var served = await db.Seen<Activity>(Viewer.System).Where(a => a.AppointmentId == handover.AppointmentId && a.AuthorId == handover.PersonId).SelectMany(a => a.People, (a, p) => new { p.PersonId, a.UnitId, a.On })
            .GroupBy(x => new { x.PersonId, x.UnitId }).Select(g => new { g.Key.PersonId, g.Key.UnitId, Times = g.Count(), Last = g.Max(x => x.On) }).OrderByDescending(x => x.Last).Take(PeopleMax).ToListAsync(ct);
        var ids = served.Select(s => s.PersonId).Distinct().ToArray();
        var people = await db.Seen<Person>(Viewer.System).Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.GivenName, p.FamilyName, p.SortName, p.Email, p.Phone }).ToDictionaryAsync(p => p.Id, ct);
        var tree = await trees.Now(ct);
        return [.. served.Where(s => people.ContainsKey(s.PersonId)).OrderBy(s => people[s.PersonId].SortName, StringComparer.Ordinal).Select(s => people[s.PersonId] is var p
            ? new HandoverRow($"{p.GivenName} {p.FamilyName}", tree.NameOf(s.UnitId), s.Last, string.Join(", ", new[] { t.Plural("{0} time", "{0} times", s.Times), p.Email, p.Phone }.Where(x => x.Length > 0))) : null!)];
    }
}
