using Balsts.Activities;
using Balsts.Agreements;
using Balsts.Forms;
using Balsts.Units;
using Balsts.Observations;
using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Demo;

/// <summary>Visits of the demo: one that was finished, shared and is tried out, one that is booked, one of which a teacher chooses the time, and one that was cancelled.</summary>
static class DemoVisits
{
    public static async Task Add(AppDb db, CountryPacks packs, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (lv, az) = (packs["LV"].Today(clock), packs["AZ"].Today(clock));
        var forms = await db.Seen<ObservationForm>(Viewer.System).AsNoTracking().Where(f => f.UnitId == null && f.Code == ObservationForm.Default).Select(f => new { f.CountryId, f.Versions.First(v => v.Number == f.Current).Id }).ToDictionaryAsync(f => f.CountryId, f => f.Id, ct);
        var agreements = await db.Seen<SupportAgreement>(Viewer.System).ToDictionaryAsync(a => a.Id, ct);

        Offer("offered visit", "teacher agreement", "Kad un kā skolēni uzzina, vai uzdevums izpildīts pareizi.", lv, new(Working(lv, 4), new(9, 0)), new(Working(lv, 5), new(11, 20)));
        var cancelled = Offer("cancelled visit", "teacher agreement", "Kā sākas grupu darbs.", lv.AddDays(-35), new VisitTime(Working(lv, -22), new(10, 0)));
        cancelled.Visit.Cancel();
        cancelled.Observation.Because("Klase todien bija mācību ekskursijā.");
        Tell(cancelled.Visit.ObserverId, new VisitCancelled(cancelled.Visit.On), cancelled.Visit);

        var booked = Offer("booked visit", "projectteacher agreement", "Şagirdlərin bir-birinə verdiyi suallar.", az, new VisitTime(packs["AZ"].WorkingDaysAround(az).Add(az, 3), new(10, 30)));
        Book(booked, az);

        var (mentor, teacher) = (DemoWorld.Id("projectmentor"), DemoWorld.Id("projectteacher"));
        var agreed = agreements[DemoWorld.Id("projectteacher agreement")];
        if (await db.Seen<Activity>(Viewer.System).Where(a => a.AuthorId == mentor && a.Kind == ActivityKind.Observation && a.On >= agreed.StartsOn && a.People.Any(p => p.PersonId == teacher)).OrderBy(a => a.On).FirstOrDefaultAsync(ct) is not { } held) return;
        var finished = Offer("finished visit", "projectteacher agreement", "Dərsin sonunda şagirdlərin nə öyrəndiyini necə bilirik.", held.On, new VisitTime(held.On, new(9, 0)));
        Book(finished, held.On);
        var (visit, observation) = finished;
        var began = held.On.ToDateTime(new(5, 0), DateTimeKind.Utc);
        visit.Begin(agreed, began, held.On);
        Note(0, EntryKind.Note, "", "", "Məqsəd lövhədə yazılıb, şagirdlər onu öz sözləri ilə deyir.");
        Note(12, EntryKind.Note, "", "", "Cütlər həlli lövhədə göstərir, digərləri sual verir.");
        foreach (var (code, value) in Marks(FormBody.Of(await db.Seen<FormVersion>(Viewer.System).AsNoTracking().FirstAsync(v => v.Id == visit.FormVersionId, ct)))) Note(38, EntryKind.Mark, code, value, "");
        visit.End(held.Minutes, began.AddMinutes(held.Minutes), held.On.AddDays(1));
        visit.InLedger(held.Id);
        visit.Evaluate(began.AddHours(4));
        observation.Evaluate("Hər cüt bir həll göstərdi və izah etdi.", "Son on dəqiqədə daha çox şagird danışsın.", "Tez bitirənlərə nə verim?");
        visit.GiveFeedback(az.AddDays(9), began.AddHours(20), held.On.AddDays(1));
        observation.GiveFeedback(["Şagirdlər məqsədi öz sözləri ilə dedilər.", "Səhv həll müzakirənin mövzusuna çevrildi."],
            [("Dərsin sonunda şagirdlər danışır", "Son beş dəqiqədə üç şagird bir cümlə ilə nə başa düşdüyünü deyir.", az.AddDays(9)), ("Tez bitirənlərə çağırış", "Hər dərsə iki yolu olan bir tapşırıq.", held.On.AddDays(7))], held.On.AddDays(1));
        visit.Confirm(visit.PersonId, began.AddHours(30));
        observation.Answer("Sağ olun, ikinci məqsəddən başlayacağam.");
        visit.Confirm(visit.ObserverId, began.AddHours(31));
        observation.Actions[1].Check(ActionState.Done, "Üç dərsdə sınadım, gözləyən olmadı.", null, held.On.AddDays(8));
        var decision = visit.DecisionToShare(now);
        db.Add(Viewer.System, decision);
        visit.Share(decision);
        observation.Follow(visit, began.AddHours(4));
        var plan = LessonPlan.Of(agreed, held.On);
        var draft = plan.Write("Kəsrlərin müqayisəsi lövhədə", "Hər cüt iki kəsr seçir, çəkir və hansının böyük olduğunu izah edir.", null, teacher, began.AddDays(-1)).Value!;
        draft.Say("Çəkməzdən əvvəl təxmin etsinlər: sonra müzakirə canlı olur.", mentor);
        plan.Write("Kəsrlərin müqayisəsi lövhədə", "Əvvəl təxmin, sonra çəkmə. Hər cüt iki kəsr seçir və hansının böyük olduğunu izah edir.", draft, teacher, began.AddHours(-2));
        plan.Try(held.On, "Təxminlər fərqli oldu, mübahisə uzun çəkdi, amma hamı izah edə bildi.", az);
        db.Add(Viewer.System, plan);
        Tell(teacher, new LessonPlanWritten(1), plan);
        Tell(teacher, new LessonPlanWritten(2), plan);
        Tell(teacher, new LessonPlanTried(held.On), plan);
        Tell(visit.ObserverId, new VisitEnded(), visit);
        Tell(visit.PersonId, new SelfEvaluated(), visit);
        Tell(visit.ObserverId, new FeedbackGiven(), visit);
        Tell(visit.PersonId, new FeedbackConfirmed(), visit);
        Tell(visit.ObserverId, new FeedbackConfirmed(), visit);
        Tell(visit.PersonId, new VisitShared(), visit);

        void Tell(Guid who, IRecorded what, IHistoric thing) => db.Record(DemoMonths.As(who, thing.CountryId), what, thing);

        DateOnly Working(DateOnly day, int days) => packs["LV"].WorkingDaysAround(day).Add(day, days);

        void Note(int minute, EntryKind kind, string code, string value, string text)
        {
            observation.Entries.Add(new()
            {
                Id = Guid.CreateVersion7(), CountryId = visit.CountryId, ObservationId = observation.Id, Observation = observation, VisitId = visit.Id, PersonId = visit.PersonId, ById = visit.ObserverId, UnitId = visit.UnitId, On = visit.On,
                At = began.AddMinutes(minute), Kind = kind, Code = code, Value = value, Text = text,
            });
        }

        (Visit Visit, Observation Observation) Offer(string key, string agreement, string focus, DateOnly today, params VisitTime[] times)
        {
            var under = agreements[DemoWorld.Id(agreement)];
            var offered = new Visit
            {
                Id = DemoWorld.Id(key), CountryId = under.CountryId, UnitId = under.UnitId, AgreementId = under.Id, Kind = under.Kind, PersonId = under.PersonId, ObserverId = under.SupporterId, FormVersionId = forms[under.CountryId],
            };
            offered.Offer(times, 40, false, under, under.SupporterId, today);
            var about = Observation.Of(offered, focus);
            db.Add(Viewer.System, offered);
            db.Add(Viewer.System, about);
            Tell(under.SupporterId, new VisitOffered(offered.On), offered);
            return (offered, about);
        }

        void Book((Visit Visit, Observation Observation) offered, DateOnly today)
        {
            offered.Visit.Book(offered.Visit.Times[0], agreements[offered.Visit.AgreementId], offered.Visit.PersonId, today);
            Tell(offered.Visit.PersonId, new VisitBooked(offered.Visit.On), offered.Visit);
        }
    }

    /// <summary>The second level of each indicator, and the last one not seen.</summary>
    static IEnumerable<(string Code, string Value)> Marks(FormBody body)
    {
        var marked = VisitRecord.Marked(body).ToList();
        return marked.Select((m, i) => (m.Code, i == marked.Count - 1 ? VisitRecord.NotSeen : "3"));
    }
}
