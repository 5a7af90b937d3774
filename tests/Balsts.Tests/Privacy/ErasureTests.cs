using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Balsts.Activities;
using Balsts.Activities.Tallies;
using Balsts.Goals;
using Balsts.Months;
using Balsts.People;
using Balsts.Privacy;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Privacy;

/// <summary>What the law lets go goes, what it keeps stays and says why; an older copy of the database loses the same; disputed words are seen by two alone.</summary>
public sealed class ErasureTests
{
    /// <summary>A year with a teacher: everything held is gathered, a name is put right, words are withheld, what has had its time goes, the rest goes on request, and an older copy is brought back.</summary>
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_teachers_year_is_gathered_put_right_erased_and_stays_erased_in_an_older_copy(On database)
    {
        await using var site = new TestSite(database);
        var (me, gaujmala) = (TestSite.Id("teacher"), TestSite.Id("gaujmala"));
        var (teacher, head, api) = (await site.As("teacher", "en"), await site.As("head", "en"), await site.ApiAs("teacher"));
        var received = await site.Db(db => db.Seen<Activity>(Viewer.System).Where(a => a.People.Any(p => p.PersonId == me)).Select(a => a.Id).FirstAsync());
        (await api.PostAsJsonAsync($"/api/v1/activities/{received}/remarks", new { text = "Tā nebija" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await api.PutAsJsonAsync($"/api/v1/activities/{received}/rating", new { value = 3 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await teacher.Submit("/my-data")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Ask(s => s.GetRequiredService<DoWork>().Next(default))).ShouldBeTrue();
        Directory.GetFiles(Path.Combine(site.Folder, "my-data")).Length.ShouldBe(1);

        // the head reads a goal that is shared, and the trace shows it; a name is put right, and who read is told
        var goal = await site.Db(db => db.Seen<Goal>(Viewer.System).Where(g => g.PersonId == me && g.SharingId != null).Select(g => g.Id).FirstAsync());
        (await head.Open($"/goals/{goal}")).Body!.TextContent.ShouldContain("kritērijiem");
        (await teacher.Open("/trace")).Body!.TextContent.ShouldContain("Gunārs Vītols");
        var correction = await Asked(teacher, "Rectification", gaujmala);
        (await head.Submit(correction, ("Posted.FamilyName", "Rozīte"), ("Posted.TellReaders", "true"), ("Posted.Text", "Labots"), ("act", "grant"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await teacher.Open("/profile")).Body!.TextContent.ShouldContain("Inta Rozīte");
        (await site.Db(db => db.Tables.Set<Notification>().CountAsync(n => n.Text.StartsWith("What is held on")))).ShouldBe(0, "nobody but the one who corrected it read anything");

        // what she disputes is kept from the deputy, while the head decides, until it is lifted
        var deputy = await site.As("deputy", "en");
        (await deputy.GetAsync($"/goals/{goal}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var dispute = await Asked(teacher, "Restriction", gaujmala);
        (await head.Submit(dispute, ("Posted.Text", "Noskaidrosim"), ("act", "grant"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await deputy.GetAsync($"/goals/{goal}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var sees in new[] { head, teacher }) (await sees.GetAsync($"/goals/{goal}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await head.Open($"/goals/{goal}")).Body!.TextContent.ShouldContain("nobody sees it but those named here");
        (await (await site.ApiAs("teacher")).GetFromJsonAsync<JsonElement>($"/api/v1/goals/{goal}/who-sees")).GetProperty("lines").GetArrayLength().ShouldBe(2);

        // what would go is counted first, by who was asked and by nobody else; a token is no proof
        var older = Copy(site);
        var page = await Asked(teacher, "Erasure", gaujmala);
        foreach (var other in new[] { "otherhead", "mentor", "municipality", "administrator", "teacher" }) (await (await site.As(other)).GetAsync($"{page}/erase")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        (await (await site.ApiAs("head")).PostAsJsonAsync($"/api/v1{page}/erasure", new { text = "Jā" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.ApiAs("head")).PostAsJsonAsync($"/api/v1{page}/answer", new { granted = true, text = "Jā" })).StatusCode.ShouldBe(HttpStatusCode.Conflict, "nothing is erased whose count nobody has seen");
        (await head.Open(page)).QuerySelector($"a[href='{page}/erase']").ShouldNotBeNull();
        var shown = await head.Open($"{page}/erase");
        shown.Body!.TextContent.ShouldContain("Goals of educators");
        shown.Body.TextContent.ShouldNotContain("kritērijiem");
        // refused with a reason, and asked once more
        (await head.Submit($"{page}/erase", ("Posted.Text", "Vispirms parunāsim"), ("act", "refuse"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await teacher.Open(page)).Body!.TextContent.ShouldContain("Vispirms parunāsim");
        page = await Asked(teacher, "Erasure", gaujmala);
        (await site.Db(db => db.Seen<Goal>(Viewer.System).Where(g => g.Id == goal).Select(g => g.Statement).FirstAsync())).ShouldNotBe(Erasable.Mark);
        // what is confirmed is what was looked at, and not what other units keep of them
        (await head.Submit($"{page}/erase", ("Posted.Text", "Izdzēsts"), ("Posted.Kinds", "Goals"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await Sql(site, $"UPDATE appointments SET person_id = '{Written(database, me)}' WHERE person_id = '{Written(database, TestSite.Id("otherhead"))}'");
        (await (await head.Submit($"{page}/erase", ("Posted.Text", "Izdzēsts"))).Html()).Body!.TextContent.ShouldContain("name a unit above all of these");
        await Sql(site, $"UPDATE appointments SET person_id = '{Written(database, TestSite.Id("otherhead"))}' WHERE person_id = '{Written(database, me)}' AND unit_id <> '{Written(database, gaujmala)}'");
        (await site.Db(db => db.Seen<Goal>(Viewer.System).Where(g => g.Id == goal).Select(g => g.Statement).FirstAsync())).ShouldNotBe(Erasable.Mark);
        (await head.Submit($"{page}/erase", ("Posted.Text", "Izdzēsts"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        await Gone(site, me, goal);
        Directory.GetFiles(Path.Combine(site.Folder, "my-data")).ShouldBeEmpty();
        (await teacher.GetAsync("/")).Headers.Location?.ToString().ShouldContain("sign-in");
        (await api.GetAsync("/api/v1/goals")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        // she works there: the name stays, and the answer says what stays and why
        teacher = await site.As("teacher", "en");
        var answer = (await teacher.Open(page)).Body!.TextContent;
        answer.ShouldContain("Izdzēsts");
        answer.ShouldContain("Rows that stay");
        answer.ShouldContain("6(1)(c)");
        (await teacher.Open("/profile")).Body!.TextContent.ShouldContain("Inta Rozīte");
        (await site.Db(db => db.Seen<Activity>(Viewer.System).AnyAsync(a => a.People.Any(p => p.PersonId == me)))).ShouldBeTrue("that support was given stays a fact");
        await Whole(site);

        // an older copy that is brought back is served without it
        await using (var restored = new TestSite(site, ("BALSTS_DATABASE", older), ("BALSTS_DATA", site.Folder)))
        {
            await Gone(restored, me, goal);
            await Whole(restored);
            (await restored.Ask(s => s.GetRequiredService<RepeatErasures>().Run())).ShouldBe(0, "it is known now");
        }

        // once she works nowhere, the name and the account go as well
        await site.Db(async db =>
        {
            var person = await db.Seen<Person>(Viewer.System).Include(p => p.Employments).FirstAsync(p => p.Id == me);
            foreach (var e in person.Employments) e.Describe(e.Post, e.Subject, e.Load, new(2020, 9, 1), new(2026, 11, 20));
            foreach (var a in await db.Seen<Balsts.Appointments.Appointment>(Viewer.System).Where(a => a.PersonId == me).ToListAsync()) a.End(new(2026, 11, 23), new(2026, 11, 23));
            db.Record(Viewer.System, new EmploymentChanged(gaujmala), person);
            foreach (var a in await db.Seen<Balsts.Appointments.Appointment>(Viewer.System).Where(a => a.PersonId == me).ToListAsync()) db.Record(Viewer.System, new Balsts.Appointments.TermEnded(new(2026, 11, 23)), a);
            return !(await db.Save()).Failed;
        });
        site.Clock.Advance(TimeSpan.FromDays(1));
        (teacher, head) = (await site.As("teacher", "en"), await site.As("head", "en"));
        page = await Asked(teacher, "Erasure", gaujmala);
        (await head.Open($"{page}/erase")).Body!.TextContent.ShouldContain("the name goes as well");
        (await Named(site)).ShouldBeGreaterThan(0);
        (await head.Submit($"{page}/erase", ("Posted.Text", "Izdzēsts"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Open(page)).Body!.TextContent.ShouldContain("They sign in no more");
        (await teacher.GetAsync("/")).Headers.Location?.ToString().ShouldContain("sign-in");
        foreach (var column in Balsts.House.Persons.Where(p => p.OnErasure == OnErasure.Erase && p.Entity != typeof(Goal)))
            (await site.Db(db => db.CountNamed(column.Entity, column.Column, [me]))).ShouldBe(0, $"{column.Entity.Name}.{column.Column}");
        var names = await site.Db(db => db.Seen<Person>(Viewer.System).Where(p => p.Id == me).Select(p => p.GivenName + p.FamilyName + p.Email + p.Phone + p.SearchText + p.SortName).FirstAsync());
        names.ShouldNotContain("Roz");
        (await Named(site)).ShouldBe(0, "others were told in words that hold the name");
        (await head.Open($"/activities/{received}")).Body!.TextContent.ShouldNotContain("Roz");
        await Whole(site);
        site.Failed.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_was_kept_long_enough_goes_once_somebody_has_confirmed_the_count_and_a_kill_in_between_loses_nothing(On database)
    {
        await using var site = new TestSite(database);
        var consultant = TestSite.Id("consultant");
        var report = await site.Db(db => db.Seen<ReportRound>(Viewer.System).Where(r => r.Report!.PersonId == consultant).Select(r => new { r.Id, r.ReportId }).FirstAsync());
        // the month, an activity, a notice and somebody who left lie seven years back
        await Sql(site, $"UPDATE report_rounds SET submitted_at = '2019-03-01 00:00:00' WHERE id = '{Written(database, report.Id)}'");
        await Sql(site, $"UPDATE activities SET \"on\" = '2019-03-01' WHERE id IN (SELECT id FROM activities WHERE unit_id = '{Written(database, TestSite.Id("gaujmala"))}' AND topic <> '' LIMIT 2)");
        await Sql(site, $"UPDATE activities SET \"on\" = '2019-03-01' WHERE id IN (SELECT id FROM activities WHERE unit_id = '{Written(database, TestSite.Id("baku62"))}' AND topic <> '' LIMIT 2)");
        var leaver = TestSite.Id("gaujmala 5");
        await Sql(site, $"UPDATE employments SET starts_on = '2015-09-01', ends_on = '2018-08-31' WHERE person_id = '{Written(database, leaver)}'");

        foreach (var other in new[] { "teacher", "head", "consultant", "manager" }) (await (await site.As(other)).GetAsync("/retention")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        var lead = await site.As("municipality", "en");
        (await lead.Open("/retention")).Body!.TextContent.ShouldContain("60 months");
        (await lead.Open("/processing")).Body!.TextContent.ShouldContain("To give support that has a purpose");
        (await lead.GetStringAsync("/processing/export?as=csv")).ShouldContain("6(1)(e)");
        (await (await site.ApiAs("municipality")).GetFromJsonAsync<JsonElement>("/api/v1/processing")).GetProperty("items").GetArrayLength().ShouldBe(Enum.GetValues<DataKind>().Length);

        // counted by kind and unit; longer is later; nobody else's unit
        (await lead.Submit("/retention", ("Posted.UnitId", TestSite.Id("daugava").ToString()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Lines(await lead.Submit("/retention", ("Posted.UnitId", TestSite.Id("gauja").ToString()), ("Posted.Longer", "60")), site)).ShouldBeEmpty();
        // what is disputed stays, whatever its age
        await site.Db(async db =>
        {
            var request = new DataRequest { Id = Guid.CreateVersion7(), CountryId = "LV", PersonId = consultant, UnitId = TestSite.Id("gauja"), Kind = DataRequestKind.Restriction, Text = "Lūdzu", On = new(2026, 11, 23), DueOn = new(2026, 12, 23) };
            db.Add(Viewer.System, request);
            db.Add(Viewer.System, new Restriction { Id = Guid.CreateVersion7(), CountryId = "LV", PersonId = consultant, UnitId = request.UnitId, RequestId = request.Id, ById = TestSite.Id("municipality"), StartsOn = new(2026, 11, 23) });
            db.Record(Viewer.System, new WordsWithheld(), request);
            return !(await db.Save()).Failed;
        });
        (await Lines(await lead.Submit("/retention", ("Posted.UnitId", TestSite.Id("gauja").ToString())), site)).ShouldNotContain(l => l.Kind == DataKind.Months);
        await Sql(site, "DELETE FROM restrictions");
        var sent = await lead.Submit("/retention", ("Posted.UnitId", TestSite.Id("gauja").ToString()));
        var lines = await Lines(sent, site);
        lines.Single(l => l.Kind == DataKind.Support).ShouldBe(new(DataKind.Support, TestSite.Id("gaujmala"), 2));
        lines.Single(l => l.Kind == DataKind.Months).Rows.ShouldBe(1);
        lines.Single(l => l.Kind == DataKind.Person).ShouldBe(new(DataKind.Person, TestSite.Id("gaujmala"), 1));
        (await lead.Open(sent.Next())).Body!.TextContent.ShouldContain("Gaujmalas vidusskola");
        (await (await site.As("state")).GetAsync(sent.Next())).StatusCode.ShouldBe(HttpStatusCode.NotFound, "whose count it is");
        (await site.Db(db => db.Seen<ReportRound>(Viewer.System).Where(r => r.Id == report.Id).Select(r => r.Judgement).FirstAsync())).ShouldNotBe(Erasable.Mark, "nobody has confirmed it");
        var tallies = await site.Db(db => db.Seen<UnitTally>(Viewer.System).SumAsync(t => t.Minutes));

        // confirmed; the process dies after the first batch, and what was begun is finished by whoever comes next
        (await lead.Submit(sent.Next())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var work = await site.Db(db => db.Seen<Work>(Viewer.System).Where(w => w.Kind == RetentionWorker.Name).OrderByDescending(w => w.Id).FirstAsync());
        var order = RetentionWorker.OrderOf(work);
        using var kill = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => site.Ask(s => s.GetRequiredService<CarryOutRetention>().Run(order, Viewer.System, (done, _) => { if (done > 2) kill.Cancel(); }, kill.Token)));
        (await site.Ask(s => s.GetRequiredService<RepeatErasures>().Run())).ShouldBe(0, "the work goes on with it, in the name of whoever confirmed");
        (await site.Ask(s => s.GetRequiredService<DoWork>().Next(default))).ShouldBeTrue();
        (await lead.Open($"/work/{work.Id}")).Body!.TextContent.ShouldContain("erased");
        (await site.Ask(s => s.GetRequiredService<RepeatErasures>().Run())).ShouldBe(0, "the history tells it");

        (await site.Db(db => db.Seen<ReportRound>(Viewer.System).Where(r => r.Id == report.Id).Select(r => r.Judgement).FirstAsync())).ShouldBe(Erasable.Mark);
        (await site.Db(db => db.Seen<Activity>(Viewer.System).CountAsync(a => a.Topic == Erasable.Mark))).ShouldBe(2, "another country keeps its own");
        (await site.Db(db => db.Seen<Person>(Viewer.System).Where(p => p.Id == leaver).Select(p => p.GivenName).FirstAsync())).ShouldBe(Person.NoName);
        (await site.Db(db => db.Seen<UnitTally>(Viewer.System).SumAsync(t => t.Minutes))).ShouldBe(tallies, "totals stay");
        (await lead.Open($"/units/{TestSite.Id("gauja")}")).Body!.TextContent.ShouldContain("Anda Bērziņa erased what had been kept long enough");
        (await Lines(await lead.Submit("/retention", ("Posted.UnitId", TestSite.Id("gauja").ToString())), site)).ShouldBeEmpty();
        await Whole(site);
        site.Clock.Advance(DropLeftovers.ResultsKept + TimeSpan.FromDays(1));
        await site.Ask(async s => { await s.GetRequiredService<DropLeftovers>().Run(); return true; });
        (await site.Db(db => db.Seen<Work>(Viewer.System).CountAsync(w => w.Kind == RetentionWorker.Name))).ShouldBe(0, "what came of work is no archive");
        site.Failed.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Disputed_words_are_seen_by_the_person_and_whoever_decided_and_by_nobody_else(On database)
    {
        await using var site = new TestSite(database);
        var me = TestSite.Id("consultant");
        var (consultant, lead) = (await site.As("consultant", "en"), await site.As("municipality", "en"));
        var before = await Words(site, me);
        before["head"].ShouldBeGreaterThan(0);
        before["otherhead"].ShouldBeGreaterThan(0);
        var page = await Asked(consultant, "Restriction", TestSite.Id("gauja"));
        (await Words(site, me)).ShouldBe(before, "asking alone changes nothing");
        (await lead.Submit(page, ("Posted.Text", "Noskaidrosim"), ("act", "grant"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var during = await Words(site, me);
        during.Where(p => p.Value > 0).Select(p => p.Key).ShouldBe(["consultant", "municipality"], ignoreOrder: true);
        (during["consultant"], during["municipality"]).ShouldBe((before["consultant"], before["municipality"]));
        // lists, exports and the API ask the same rows
        var slice = await site.Db(db => db.Seen<ReportSlice>(Viewer.System).Where(s => s.Report!.PersonId == me && s.UnitId == TestSite.Id("gaujmala")).Select(s => s.Id).FirstAsync());
        (await (await site.As("head")).GetAsync($"/slices/{slice}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.ApiAs("head")).GetAsync($"/api/v1/months/slices/{slice}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lead.GetAsync($"/slices/{slice}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        // a post is a fact, and what is handed over from it are words
        var post = await site.Db(async db => await db.Seen<Balsts.Appointments.Appointment>((await site.Viewer("state"))!).Where(a => a.PersonId == me).Select(a => a.Id).FirstAsync());
        (await (await site.As("state")).GetAsync($"/appointments/{post}/handover")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lead.GetAsync($"/appointments/{post}/handover")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // lifted by a day, and told before it; on the day after everybody sees again what was theirs to see
        (await (await site.As("head")).GetAsync($"{page}/lift")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lead.Submit($"{page}/lift", ("Posted.Until", "2026-11-22"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await lead.Submit($"{page}/lift", ("Posted.Until", "2026-11-23"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await consultant.Open("/notifications")).Body!.TextContent.ShouldContain("seen again by others");
        (await Words(site, me))["head"].ShouldBe(0);
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await Words(site, me)).ShouldBe(before);
    }

    [Fact]
    public void Every_kind_has_its_time_and_whatever_a_room_promises_to_erase_can_be_erased()
    {
        var packs = new CountryPacks();
        foreach (var pack in packs.All) pack.Retention.Keys.Order().ToArray().ShouldBe(Enum.GetValues<DataKind>(), pack.CountryId);
        foreach (var column in Balsts.House.Persons) DataKinds.Of(column.Entity);
        var erasable = Balsts.House.Kept.Where(k => k.Rows.OnRequest).Select(k => k.Rows.Entity).ToHashSet();
        Balsts.House.Persons.Where(p => p.OnErasure == OnErasure.Erase && !erasable.Contains(p.Entity)).Select(p => $"{p.Entity.Name}.{p.Column}").ShouldBeEmpty();
    }

    /// <summary>How many rows with the person's words each persona sees, over all rules of sight.</summary>
    static async Task<Dictionary<string, int>> Words(TestSite site, Guid person)
    {
        var counts = new Dictionary<string, int>();
        foreach (var persona in new[] { "consultant", "municipality", "head", "otherhead", "state", "coordinator" })
        {
            var viewer = (await site.Viewer(persona))!;
            counts[persona] = await site.Db(async db =>
            {
                var count = 0;
                foreach (var type in typeof(House).Assembly.GetTypes().Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ISeen<>)) && (typeof(IContent).IsAssignableFrom(t) || t == typeof(MonthlyPlan) || t == typeof(MonthlyReport))))
                    count += await (Task<int>)typeof(ErasureTests).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [db, viewer, person])!;
                return count;
            });
        }
        return counts;
    }

    static async Task<int> Of<T>(AppDb db, Viewer viewer, Guid person) where T : class, ISeen<T>
    {
        var wholes = await db.Seen<MonthlyReport>(Viewer.System).Where(r => r.PersonId == person).Select(r => r.Id).Concat(db.Seen<MonthlyPlan>(Viewer.System).Where(p => p.PersonId == person).Select(p => p.Id)).ToListAsync();
        return (await db.Seen<T>(viewer).AsNoTracking().ToListAsync()).Count(r => r switch { MonthlyReport x => x.PersonId == person, MonthlyPlan x => x.PersonId == person, IContent x => wholes.Contains(x.Whole.Id), _ => false });
    }

    static async Task<string> Asked(HttpClient who, string kind, Guid unit) => (await who.Submit("/my-data/requests/new", ("Posted.Kind", kind), ("Posted.UnitId", unit.ToString()), ("Posted.Text", "Lūdzu"))).Next();

    static async Task<RetentionLine[]> Lines(HttpResponseMessage prepared, TestSite site)
    {
        var id = Guid.Parse(prepared.Next().Split('/')[2]);
        return RetentionWorker.OrderOf(await site.Db(db => db.Seen<Work>(Viewer.System).FirstAsync(w => w.Id == id))).Lines;
    }

    static Task<int> Named(TestSite site) => site.Db(db => db.Seen<Notification>(Viewer.System).CountAsync(n => n.Args.Contains(JsonSerializer.Serialize("Inta Rozīte", JsonSerializerOptions.Default))));

    /// <summary>No word is left of what the law lets go, and no way in that was open.</summary>
    static async Task Gone(TestSite site, Guid person, Guid goal) => await site.Db(async db =>
    {
        (await db.Seen<Goal>(Viewer.System).Where(g => g.Id == goal).Select(g => new { g.Statement, g.SharingId }).FirstAsync()).ShouldBe(new { Statement = Erasable.Mark, SharingId = (Guid?)null }, "what is written there next is shared with nobody");
        (await db.Seen<ActivityRemark>(Viewer.System).CountAsync(r => r.PersonId == person)).ShouldBe(0);
        (await db.Seen<ActivityRating>(Viewer.System).CountAsync(r => r.PersonId == person)).ShouldBe(0);
        (await db.Seen<Trace>(Viewer.System).CountAsync(t => t.PersonId == person)).ShouldBe(0);
        var account = await db.Tables.Users.SingleAsync(a => a.PersonId == person);
        (await db.Tables.Set<Session>().CountAsync(s => s.AccountId == account.Id)).ShouldBe(0);
        (await db.Tables.Set<ApiToken>().CountAsync(t => t.AccountId == account.Id)).ShouldBe(0);
        (await db.Tables.Set<HistoryDetail>().CountAsync(d => db.Tables.Set<HistoryEntry>().Any(e => e.Id == d.EntryId && e.ById == person))).ShouldBe(0);
        (await db.Tables.Set<HistoryEntry>().CountAsync(e => e.ById == person)).ShouldBeGreaterThan(0, "that somebody acted stays");
        return true;
    });

    static async Task Whole(TestSite site)
    {
        await site.Ask(s => s.GetRequiredService<HistoryChain>().Seal());
        (await site.Ask(s => s.GetRequiredService<HistoryChain>().Examine())).Flaws.ShouldBeEmpty();
    }

    static Task<int> Sql(TestSite site, string sql) => site.Db(db => db.Tables.Database.ExecuteSqlRawAsync(sql));

    static string Written(On database, Guid id) => database == On.Sqlite ? id.ToString().ToUpperInvariant() : id.ToString();

    /// <summary>A backup of the database as it stands now.</summary>
    static string Copy(TestSite site)
    {
        if (site.Database == On.Sqlite)
        {
            var file = Path.Combine(site.Folder, "older.db");
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection(site.Connection);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"VACUUM INTO '{file}'";
            command.ExecuteNonQuery();
            return $"Data Source={file}";
        }
        var name = $"older_{Guid.NewGuid():N}";
        Npgsql.NpgsqlConnection.ClearAllPools(); // a template is nobody's at the moment
        Postgres.Run($"CREATE DATABASE {name} TEMPLATE {new Npgsql.NpgsqlConnectionStringBuilder(site.Connection).Database}");
        return Postgres.Connection(name);
    }
}
