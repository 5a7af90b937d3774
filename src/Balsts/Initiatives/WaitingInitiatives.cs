using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Schools of running initiatives that nobody serves, that have no agreement, or of which nobody is named: to the organiser, and the last to the school.</summary>
public sealed class WaitingInitiatives(AppDb db, UnitTrees trees) : IWaitingPart
{
    public NoticeKind Notices => NoticeKind.Initiatives;

    const int Looked = 500;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var (organised, led, today) = (viewer.SeatsOf(InitiativeRights.Manage), viewer.SeatsOf(InitiativeRights.Read), viewer.Today);
        if (organised.Length == 0 && led.Length == 0) return [];
        var lacking = await db.Seen<InitiativeSchool>(viewer)
            .Where(s => (organised.Contains(s.Initiative!.OrganiserUnitId) || led.Contains(s.UnitId)) && (s.EndsOn == null || s.EndsOn >= today) && (s.Initiative!.EndedOn ?? s.Initiative.EndsOn) >= today && (s.PausedFrom == null || s.PausedFrom > today || s.PausedUntil < today))
            .Select(s => new { s.Id, s.InitiativeId, s.Initiative!.Name, s.UnitId, IsOrganised = organised.Contains(s.Initiative.OrganiserUnitId), Unsigned = s.AgreedOn == null, Unserved = !s.Mentorships.Any(m => m.EndsOn == null || m.EndsOn >= today), Unnamed = !s.Participants.Any(p => p.EndsOn == null || p.EndsOn >= today) })
            .Where(s => s.Unsigned || s.Unserved || s.Unnamed).OrderBy(s => s.Name).ThenBy(s => s.Id).Take(Looked).ToListAsync(ct);
        var tree = await trees.Now(ct);
        var waiting = new List<Waiting>();
        foreach (var of in lacking.Where(s => s.IsOrganised).GroupBy(s => s.InitiativeId))
        {
            var missing = new List<string>();
            if (of.Count(s => s.Unserved) is > 0 and var unserved) missing.Add(t.Plural("{0} school has no mentor", "{0} schools have no mentor", unserved));
            if (of.Count(s => s.Unsigned) is > 0 and var unsigned) missing.Add(t.Plural("{0} agreement is not signed", "{0} agreements are not signed", unsigned));
            if (of.Count(s => s.Unnamed) is > 0 and var unnamed) missing.Add(t.Plural("{0} school has named nobody", "{0} schools have named nobody", unnamed));
            waiting.Add(new("route", StateKind.Draft, _ => of.First().Name, t.Capitalised(t.List(missing)), InitiativePage.Url(of.Key), t["Open"]) { Outside = t["{0}: {1}", of.First().Name, t.List(missing)] });
        }
        waiting.AddRange(lacking.Where(s => !s.IsOrganised && s.Unnamed).Select(s => new Waiting("users", StateKind.Submitted, _ => t["{0}: name who takes part", s.Name], tree.NameOf(s.UnitId), AddParticipantsPage.Url(s.Id), t["Name people"]) { Outside = null }));
        return [.. waiting.Take(IWaitingPart.Most)];
    }
}
