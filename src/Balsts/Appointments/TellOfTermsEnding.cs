using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Balsts.Appointments;

/// <summary>Tells both sides, some weeks before a term ends: whoever holds the post, and those who gave it. Once for each last day.</summary>
[DisallowConcurrentExecution]
public sealed class TellOfTermsEnding(AppDb db, CountryPacks packs, UnitTrees trees, PersonNames names, TimeProvider clock) : IJob
{
    const int Batch = 200;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>How many terms were told of.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        var told = 0;
        foreach (var pack in packs.All)
        {
            var today = pack.Today(clock);
            var until = today.AddDays(pack.Terms.WarnWeeks * 7);
            while (true)
            {
                var ending = await db.Seen<Appointment>(Viewer.System).Where(a => a.CountryId == pack.CountryId && a.EndsOn >= today && a.EndsOn <= until && a.StartsOn <= today && (a.ToldOf == null || a.ToldOf != a.EndsOn)).OrderBy(a => a.EndsOn).ThenBy(a => a.Id).Take(Batch).ToListAsync(ct);
                if (ending.Count == 0) break;
                var units = ending.Select(a => a.AppointedByUnitId).Distinct().ToArray();
                var givers = Appointable.By.Keys.ToArray();
                var sitting = (await db.Seen<Appointment>(Viewer.System).AsNoTracking().Where(a => units.Contains(a.UnitId) && givers.Contains(a.Post) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today)).Select(a => new { a.UnitId, a.PersonId, a.Post }).ToListAsync(ct)).ToLookup(a => a.UnitId);
                var ids = ending.Select(a => a.Id).ToArray();
                var followed = (await db.Seen<Appointment>(Viewer.System).Where(a => a.SucceedsId != null && ids.Contains(a.SucceedsId.Value) && (a.EndsOn == null || a.EndsOn >= today)).Select(a => a.SucceedsId)
                    .Union(db.Seen<Nomination>(Viewer.System).Where(n => n.SucceedsId != null && ids.Contains(n.SucceedsId.Value) && n.State == NominationState.Waiting).Select(n => n.SucceedsId)).ToListAsync(ct)).ToHashSet();
                var (tree, known) = (await trees.Now(ct), await names.Of(ending.Select(a => a.PersonId), ct));
                foreach (var appointment in ending)
                {
                    var (unit, day) = (tree.NameOf(appointment.UnitId), appointment.EndsOn!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                    appointment.Told();
                    db.Record(Viewer.System, new TermEndTold(appointment.EndsOn.Value), appointment);
                    db.Notify(Notification.To(appointment.PersonId, appointment.CountryId, db.Now, AppointmentPage.Url(appointment.Id), Texts.Id("Your post in {0} ends on {1}. Prepare what you hand over."), unit, day));
                    foreach (var giver in sitting[appointment.AppointedByUnitId].Where(g => Appointable.By[g.Post].Contains(appointment.Post) && g.PersonId != appointment.PersonId).Select(g => g.PersonId).Distinct())
                        db.Notify(followed.Contains(appointment.Id)
                            ? Notification.To(giver, appointment.CountryId, db.Now, AppointmentPage.Url(appointment.Id), Texts.Id("{0}: the post in {1} ends on {2}. Who comes after is named."), known.GetValueOrDefault(appointment.PersonId, ""), unit, day)
                            : Notification.To(giver, appointment.CountryId, db.Now, NominatePersonPage.Url(succeeds: appointment.Id), Texts.Id("{0}: the post in {1} ends on {2}. Name a successor."), known.GetValueOrDefault(appointment.PersonId, ""), unit, day));
                }
                if ((await db.Save(ct)).Failed) break; // another node was faster, and told
                told += ending.Count;
                db.Forget();
            }
            db.Forget();
        }
        return told;
    }
}

[Sentence("{0} told both sides that the term ends on {1}.")] public sealed record TermEndTold(DateOnly On) : IRecorded;
