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
    /// <summary>So many terms that end are told by name, the next ones; the others are a number and the way to their list.</summary>
    const int Named = 5;

    public NoticeKind Notices => NoticeKind.Posts;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var tree = await trees.Now(ct);
        var waiting = (await FindNominations.ToAnswer(db, viewer, IWaitingPart.Most - 1, ct)).Select(n => new Waiting("user-plus", StateKind.Submitted, name => t["{0} nominates you: {1}", name, packs[n.CountryId].PostIn(n.Post, t)],
            t["{0}; read what the post asks, and answer.", tree.NameOf(n.UnitId)], NominationPage.Url(n.Id), t["Read and answer"]) { Outside = t["You are nominated for a post"], Who = n.NominatedById }).ToList();
        if (!viewer.May(AppointmentRights.Make)) return waiting;
        var ending = (await terms.Ending(viewer, ct)).Where(e => e.SuccessorId is null && !e.IsNominated).ToList();
        var named = Math.Min(Named, IWaitingPart.Most - 1 - waiting.Count);
        foreach (var e in ending.Take(named))
        {
            var (post, unit) = (packs[e.CountryId].PostIn(e.Post, t), tree.NameOf(e.UnitId));
            waiting.Add(new("calendar-due", StateKind.Returned, name => t["{0}: the term ends, and nobody comes after", name], t["{0}, {1}; until {2}", post, unit, e.EndsOn], NominatePersonPage.Url(succeeds: e.Id), t["Name a successor"])
            {
                Outside = t["{0}, {1}: the term ends, and nobody comes after", post, unit],
                Who = e.PersonId,
                DueOn = e.EndsOn,
            });
        }
        if (ending.Count > named) waiting.Add(new("calendar-due", StateKind.Returned, _ => t.Plural("{0} more term ends, and nobody comes after", "{0} more terms end, and nobody comes after", ending.Count - named), t["Name successors while there is time to hand over."], TermsPage.Url, t["All terms that end"]) { Outside = null, DueOn = ending[named].EndsOn });
        return waiting;
    }
}
