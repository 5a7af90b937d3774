using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;

namespace Balsts.Appointments;

/// <summary>Nominations that a person has to answer; to those who appoint, terms that end and nobody comes after.</summary>
public sealed class WaitingAppointments(AppDb db, UnitTrees trees, CountryPacks packs, FindTerms terms) : IWaitingPart
{
    public NoticeKind Notices => NoticeKind.Posts;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var tree = await trees.Now(ct);
        var waiting = (await FindNominations.ToAnswer(db, viewer, IWaitingPart.Most, ct)).Select(n => new Waiting("user-plus", StateKind.Submitted, name => t["{0} nominates you: {1}", name, packs[n.CountryId].PostIn(n.Post, t)],
            t["{0}; read what the post asks, and answer.", tree.NameOf(n.UnitId)], NominationPage.Url(n.Id), t["Read and answer"]) { Outside = t["You are nominated for a post"], Who = n.NominatedById }).ToList();
        if (!viewer.May(AppointmentRights.Make)) return waiting;
        var ending = (await terms.Ending(viewer, ct)).Where(e => e.SuccessorId is null && !e.IsNominated).ToList();
        if (ending.Count == 1) waiting.Add(new("calendar-due", StateKind.Returned, name => t["{0}: the term ends, and nobody comes after", name], t["{0}, {1}", packs[ending[0].CountryId].PostIn(ending[0].Post, t), tree.NameOf(ending[0].UnitId)], TermsPage.Url, t["Name a successor"]) { Outside = t.Plural("{0} term ends, and nobody comes after", "{0} terms end, and nobody comes after", 1), Who = ending[0].PersonId, DueOn = ending[0].EndsOn });
        else if (ending.Count > 1) waiting.Add(new("calendar-due", StateKind.Returned, _ => t.Plural("{0} term ends, and nobody comes after", "{0} terms end, and nobody comes after", ending.Count), t["Name successors while there is time to hand over."], TermsPage.Url, t["Name a successor"]) { Outside = null, DueOn = ending[0].EndsOn });
        return waiting;
    }
}
