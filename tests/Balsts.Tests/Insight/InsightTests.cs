using System.Net;
using System.Text.Json;
using System.Net.Http.Json;
using Balsts.Activities;
using Balsts.Goals;
using Balsts.Activities.Tallies;
using Balsts.Initiatives;
using Balsts.Insight;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Insight;

/// <summary>What support adds up to: an initiative's schools by month, a unit's school year, for those who answer for them.</summary>
public sealed class InsightTests(ITestOutputHelper output)
{
    static readonly Guid Baku = Id("baku initiative");

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_manager_sees_schools_by_months_as_the_ledger_has_them(On database)
    {
        await using var site = new TestSite(database);
        var (browser, api) = (await site.As("manager", "en"), await site.ApiAs("manager"));
        var squares = (await api.GetFromJsonAsync<JsonElement>($"/api/v1/initiatives/{Baku}/heat")).GetProperty("items").EnumerateArray().ToList();
        squares.Count.ShouldBeInRange(28 * 3 - 4, 28 * 3, "a school may join later or leave");

        // counted once more, row by row
        var (activities, part) = await site.Db(async db => (await db.Seen<Activity>(Viewer.System).AsNoTracking().Include(a => a.People).Where(a => a.InitiativeId == Baku).ToListAsync(), await db.Seen<Participant>(Viewer.System).AsNoTracking().Where(p => p.InitiativeId == Baku).ToListAsync()));
        foreach (var square in squares)
        {
            var (unit, month) = (square.GetProperty("unitId").GetGuid(), Month.Parse(square.GetProperty("month").GetString()!, null));
            var here = activities.Where(a => a.UnitId == unit && month.Contains(a.On)).ToList();
            square.GetProperty("activities").GetInt32().ShouldBe(here.Count);
            square.GetProperty("minutes").GetInt32().ShouldBe(here.Sum(a => a.Minutes));
            square.GetProperty("reached").GetInt32().ShouldBe(here.SelectMany(a => a.People.Where(p => part.Any(t => t.UnitId == unit && t.PersonId == p.PersonId && t.TakesPart(a.On)))).Select(p => p.PersonId).Distinct().Count());
            square.GetProperty("participants").GetInt32().ShouldBe(part.Where(t => t.UnitId == unit && t.StartsOn <= month.Last && (t.EndsOn is null || t.EndsOn >= month.First)).Select(t => t.PersonId).Distinct().Count());
        }

        // the page says the same, by name, in the number of questions that a page may ask
        await browser.Open($"/initiatives/{Baku}/heat");
        AngleSharp.Html.Dom.IHtmlDocument page = null!;
        var questions = await QueryCount.Of(async () => page = await browser.Open($"/initiatives/{Baku}/heat?show=activities"));
        output.WriteLine($"Heat map on {database}: {questions} questions.");
        questions.ShouldBeInRange(1, 15);
        page.QuerySelectorAll("table.b-heat tbody tr").Length.ShouldBe(28);
        page.QuerySelectorAll("table.b-heat td[class]").Sum(td => int.TryParse(td.ChildNodes.Last().TextContent.Trim(), out var n) ? n : 0).ShouldBe(activities.Count(a => a.On.Month >= 10));
        page.QuerySelectorAll("table.b-heat td .icon").Length.ShouldBeGreaterThan(20);
        (await browser.Open($"/initiatives/{Baku}")).QuerySelector($"a[href='/initiatives/{Baku}/heat']").ShouldNotBeNull();
        foreach (var show in new[] { "reached", "hours", "nonsense", "7" }) (await browser.Open($"/initiatives/{Baku}/heat?show={show}&from=2026-11")).QuerySelectorAll("table.b-heat thead th").Length.ShouldBe(6);
        var list = await browser.GetStringAsync($"/initiatives/{Baku}/heat/export?as=csv");
        list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1 + squares.Count);
        (await browser.GetAsync($"/initiatives/{Baku}/heat/export?as=xlsx")).Content.Headers.ContentType!.MediaType!.ShouldContain("spreadsheet");
        var drawing = System.Xml.Linq.XDocument.Parse(await browser.GetStringAsync($"/initiatives/{Baku}/heat/picture?show=reached"));
        foreach (var row in page.QuerySelectorAll("table.b-heat tbody th")) drawing.Root!.Value.ShouldContain(row.TextContent.Trim());
        drawing.Descendants().Count(e => e.Name.LocalName == "rect" && ((string?)e.Attribute("class"))?.StartsWith('l') == true).ShouldBe(28 * (page.QuerySelectorAll("table.b-heat thead th").Length - page.QuerySelectorAll("table.b-heat").Length) / page.QuerySelectorAll("table.b-heat").Length);

        // what was said of usefulness: of the whole from five people on, and not where few have rated other support in its schools
        async Task<bool> told() => (await browser.Open($"/initiatives/{Baku}/heat")).QuerySelector(".b-sum")!.TextContent.Contains("of 10", StringComparison.Ordinal);
        async Task rate(Activity activity, int people) => await site.Db(async db =>
        {
            for (var i = 0; i < people; i++)
            {
                var rating = ActivityRating.Of(activity, Guid.CreateVersion7());
                rating.Rate(4);
                db.Add(Viewer.System, rating);
                db.Record(Viewer.System, new SupportRated(), rating);
            }
            return !(await db.Save()).Failed;
        });
        var inside = activities.First(a => a.On.Month >= 10);
        await rate(inside, 4);
        (await told()).ShouldBeFalse();
        await rate(inside, 1);
        (await told()).ShouldBeTrue();
        var outside = await site.Db(db => db.Seen<Activity>(Viewer.System).AsNoTracking().FirstOrDefaultAsync(a => a.UnitId == inside.UnitId && a.InitiativeId == null && a.On >= new DateOnly(2026, 9, 1)));
        if (outside is not null)
        {
            await rate(outside, 1);
            (await told()).ShouldBeFalse("the difference would be one person’s word");
        }

        foreach (var other in new[] { "projecthead", "projectmentor", "municipality" })
        {
            (await (await site.As(other)).GetAsync($"/initiatives/{Baku}/heat")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
            (await (await site.ApiAs(other)).GetAsync($"/api/v1/initiatives/{Baku}/heat")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
            foreach (var file in new[] { "export", "picture" }) (await (await site.As(other)).GetAsync($"/initiatives/{Baku}/heat/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        }
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_head_sees_how_the_school_develops_and_goals_reached_only_from_five_people_on(On database)
    {
        await using var site = new TestSite(database);
        var (head, api) = (await site.As("head", "en"), await site.ApiAs("head"));
        var address = $"/units/{Id("gaujmala")}/development";
        var year = await api.GetFromJsonAsync<JsonElement>($"/api/v1{address}");
        var ledger = await site.Db(db => db.Seen<Activity>(Viewer.System).AsNoTracking().Include(a => a.People).Where(a => a.UnitId == Id("gaujmala") && a.On >= new DateOnly(2026, 9, 1)).ToListAsync());
        year.GetProperty("reached").GetInt32().ShouldBe(ledger.SelectMany(a => a.People).Select(p => p.PersonId).Distinct().Count());
        foreach (var month in year.GetProperty("months").EnumerateArray())
        {
            var here = ledger.Where(a => Month.Parse(month.GetProperty("month").GetString()!, null).Contains(a.On)).ToList();
            month.GetProperty("activities").GetInt32().ShouldBe(here.Count);
            month.GetProperty("minutes").GetInt32().ShouldBe(here.Sum(a => a.Minutes));
            month.GetProperty("reached").GetInt32().ShouldBe(here.SelectMany(a => a.People).Select(p => p.PersonId).Distinct().Count());
            month.GetProperty("kinds").EnumerateObject().Sum(k => k.Value.GetInt32()).ShouldBe(here.Count);
        }

        await head.Open(address);
        AngleSharp.Html.Dom.IHtmlDocument page = null!;
        var questions = await QueryCount.Of(async () => page = await head.Open(address));
        output.WriteLine($"Development on {database}: {questions} questions.");
        questions.ShouldBeInRange(1, 15);
        page.QuerySelectorAll("figure svg[role=img]").Length.ShouldBeGreaterThanOrEqualTo(3);
        page.QuerySelectorAll("figure table").Length.ShouldBe(page.QuerySelectorAll("figure svg[role=img]").Length);
        (await head.Open($"/units/{Id("gaujmala")}")).QuerySelector($"a[href='{address}']").ShouldNotBeNull();
        foreach (var chart in new[] { "People", "Kinds", "Hours", "Goals" })
        {
            var file = await head.GetAsync($"{address}/chart?of={chart}");
            file.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
            System.Xml.Linq.XDocument.Parse(await file.Content.ReadAsStringAsync()).Root!.Name.LocalName.ShouldBe("svg");
        }
        (await head.GetStringAsync($"{address}/export?as=csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1 + 3);

        // four educators who reached their goals are nobody's business, five are a number
        await Reach(site, 4);
        (await api.GetFromJsonAsync<JsonElement>($"/api/v1{address}")).GetProperty("goalsReached").ValueKind.ShouldBe(JsonValueKind.Null);
        (await head.Open(address)).QuerySelectorAll(".b-small").Length.ShouldBe(1);
        await Reach(site, 5);
        (await api.GetFromJsonAsync<JsonElement>($"/api/v1{address}")).GetProperty("goalsReached").GetInt32().ShouldBe(5);
        (await head.Open(address)).QuerySelectorAll(".b-small").ShouldBeEmpty();

        // one of them shows the goal to the head: five less one would tell of four
        (await site.Db(async db =>
        {
            var goal = await db.Seen<Goal>(Viewer.System).FirstAsync(g => g.State == GoalState.Reached && g.PersonId == Id("gaujmala 1"));
            var decision = goal.DecisionToShare(db.Now);
            db.Add(Viewer.System, decision);
            goal.Share(decision);
            db.Record(Viewer.System, new GoalShared(), goal);
            return !(await db.Save()).Failed;
        })).ShouldBeTrue();
        (await api.GetFromJsonAsync<JsonElement>($"/api/v1{address}")).GetProperty("goalsReached").ValueKind.ShouldBe(JsonValueKind.Null);
        (await (await site.ApiAs("municipality")).GetFromJsonAsync<JsonElement>($"/api/v1{address}")).GetProperty("goalsReached").GetInt32().ShouldBe(5, "whoever reads none of them by name subtracts nothing");

        // above an institution only kept totals
        var lead = await site.As("municipality", "en");
        var above = await lead.Open($"/units/{Id("gauja")}/development");
        above.QuerySelectorAll("figure").Length.ShouldBe(2);
        (await lead.GetAsync($"/units/{Id("gauja")}/development/chart?of=Goals")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var year0 in new[] { "2025", "1066", "x" }) await lead.Open($"/units/{Id("gauja")}/development?year={year0}");
        foreach (var (who, unit) in new[] { ("head", "mezmala"), ("head", "gauja"), ("teacher", "gaujmala"), ("mentor", "gaujmala"), ("administrator", "gaujmala"), ("municipality", "daugava"), ("projecthead", "gaujmala") })
        {
            (await (await site.As(who)).GetAsync($"/units/{Id(unit)}/development")).StatusCode.ShouldBe(HttpStatusCode.NotFound, who);
            (await (await site.ApiAs(who)).GetAsync($"/api/v1/units/{Id(unit)}/development")).StatusCode.ShouldBe(HttpStatusCode.NotFound, who);
            (await (await site.As(who)).GetAsync($"/units/{Id(unit)}/development/chart")).StatusCode.ShouldBe(HttpStatusCode.NotFound, who);
        }
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task The_promise_is_kept_by_unit_and_year_and_only_who_was_not_reached_is_named(On database)
    {
        await using var site = new TestSite(database);
        var (head, api, lead) = (await site.As("head", "en"), await site.ApiAs("head"), await site.ApiAs("municipality"));
        await Same(api, "gaujmala");
        await Same(lead, "gauja");
        await Same(await site.ApiAs("state"), "lv");

        // whoever is reached leaves the list, at once and after folding
        var names = await NotReached(api, "gaujmala");
        names.ShouldNotBeEmpty();
        var (id, name) = names[0];
        names.Select(n => n.Name).ShouldBe(await site.Db(async db => (await db.Seen<Person>(Viewer.System).Where(p => names.Select(n => n.Id).Contains(p.Id)).OrderBy(p => p.SortName).ToListAsync()).Select(p => p.Name).ToList()));
        (await head.Open($"/units/{Id("gaujmala")}/not-reached")).Body!.TextContent.ShouldContain(name);
        (await head.GetStringAsync($"/units/{Id("gaujmala")}/not-reached/export?as=csv")).ShouldContain(name);
        var mentor = await site.ApiAs("mentor");
        (await mentor.PostAsJsonAsync("/api/v1/activities", new { unitId = Id("gaujmala"), on = "2026-11-20", minutes = 40, kind = "Consultation", another = true, people = new[] { id } })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await NotReached(api, "gaujmala")).ShouldNotContain(n => n.Id == id);
        await Activities.TallyTests.Fold(site);
        (await NotReached(api, "gaujmala")).Select(n => n.Id).ShouldBe(names.Skip(1).Select(n => n.Id));
        await Same(api, "gaujmala");
        (await Activities.TallyTests.Differences(site)).ShouldBeEmpty();
        (await NotReached(lead, "gauja")).Count.ShouldBeGreaterThan(names.Count);

        // a kept promise that is not so is found, and put right
        await site.Db(async db =>
        {
            await using var together = await db.Begin();
            await db.Drop<PromiseTally>(t => t.UnitId == Id("gauja"));
            await together.Commit();
            return true;
        });
        (await Activities.TallyTests.Differences(site)).ShouldAllBe(d => d.StartsWith($"Promise of unit {Id("gauja")}"));
        (await site.Ask(s => s.GetRequiredService<RebuildTallies>().Run(false, (_, _) => { }))).ShouldNotBeEmpty();
        (await Activities.TallyTests.Differences(site)).ShouldBeEmpty();
        await Same(lead, "gauja");

        // who works where is counted as of today
        var staff = await Staff(lead, "gauja");
        staff.ShouldBeGreaterThan(20);
        await site.Db(async db =>
        {
            var person = await db.Seen<Person>(Viewer.System).Include(p => p.Employments).FirstAsync(p => p.Id == id);
            var here = person.Employments.Single(e => e.UnitId == Id("gaujmala"));
            here.Describe(here.Post, here.Subject, here.Load, here.StartsOn, new(2026, 11, 20));
            db.Record(Viewer.System, new EmploymentChanged(Id("gaujmala")), person);
            return !(await db.Save()).Failed;
        });
        (await site.Ask(s => s.GetRequiredService<CountStaff>().Run())).ShouldBeTrue();
        (await Staff(lead, "gauja")).ShouldBe(staff - 1);

        // what was said of usefulness: four are hidden, and with them the municipality; with a fifth elsewhere both schools are hidden and their sum is not; once the fifth is one of five, it would tell of the four
        async Task<(int? School, int? Other, int? Above)> useful()
        {
            (await site.Ask(s => s.GetRequiredService<CountStaff>().Run())).ShouldBeTrue();
            var said = (await lead.GetFromJsonAsync<JsonElement>($"/api/v1/units/{Id("gauja")}/promise")).GetProperty("items").EnumerateArray().ToDictionary(r => r.GetProperty("unitId").GetGuid(), r => r.GetProperty("usefulTenths") is { ValueKind: JsonValueKind.Number } n ? n.GetInt32() : (int?)null);
            return (said[Id("gaujmala")], said[Id("mezmala")], said[Id("gauja")]);
        }
        async Task rate(string unit, params int[] values) => await site.Db(async db =>
        {
            var activity = await db.Seen<Activity>(Viewer.System).Where(a => a.UnitId == Id(unit) && a.On >= new DateOnly(2026, 9, 1)).OrderBy(a => a.Id).FirstAsync();
            foreach (var value in values)
            {
                var rating = ActivityRating.Of(activity, Guid.CreateVersion7());
                rating.Rate(value);
                db.Add(Viewer.System, rating);
                db.Record(Viewer.System, new SupportRated(), rating);
            }
            return !(await db.Save()).Failed;
        });
        await site.Db(async db => { (await db.Seen<ActivityRating>(Viewer.System).CountAsync()).ShouldBe(0); return true; });
        await rate("gaujmala", 4, 4, 4, 1);
        (await useful()).ShouldBe((null, null, null));
        await rate("mezmala", 4);
        (await useful()).ShouldBe((null, null, 8));
        await rate("mezmala", 4, 4, 4, 4);
        (await useful()).ShouldBe((null, 10, null));
        (await lead.Open($"/units/{Id("gauja")}/promise")).QuerySelector(".b-small").ShouldNotBeNull();
        (await lead.GetStringAsync($"/units/{Id("gauja")}/promise/picture")).ShouldContain("<svg");
        await rate("gaujmala", 1);
        (await useful()).ShouldBe((6, 10, 8));

        foreach (var (persona, address, most) in new[] { ("head", $"/units/{Id("gaujmala")}/promise", 15), ("municipality", $"/units/{Id("gauja")}/promise", 15), ("municipality", $"/units/{Id("gauja")}/not-reached", 15), ("municipality", "/insight", 15), ("state", "/insight", 15), ("manager", "/insight", 15), ("head", "/insight", 15) })
        {
            var client = await site.As(persona, "en");
            await client.Open(address);
            var questions = await QueryCount.Of(() => client.Open(address));
            output.WriteLine($"{address} for {persona} on {database}: {questions} questions.");
            questions.ShouldBeInRange(1, most, $"{address} for {persona}");
        }
        (await head.GetStringAsync($"/units/{Id("gaujmala")}/promise/export?as=csv")).ShouldContain("Purposeful");
        (await (await site.As("state", "en")).Open("/insight")).QuerySelectorAll("table.b-heat tbody tr").Length.ShouldBeGreaterThan(0);
        foreach (var (who, unit) in new[] { ("head", "mezmala"), ("head", "gauja"), ("teacher", "gaujmala"), ("administrator", "gaujmala"), ("projecthead", "gaujmala") })
            foreach (var part in new[] { "promise", "not-reached", "promise/export", "not-reached/export" })
                (await (await site.As(who)).GetAsync($"/units/{Id(unit)}/{part}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{who} {part}");
        (await (await site.As("state")).GetAsync($"/units/{Id("lv")}/not-reached")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "nobody lists a country by name");
        (await (await site.As("head")).GetAsync($"/insight?unit={Id("mezmala")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // four words, for the educator alone
        (await (await site.As("teacher", "en")).Open($"/people/{Id("teacher")}")).QuerySelector("#promise")!.TextContent.ShouldContain("Purposeful");
        (await head.Open($"/people/{Id("teacher")}")).QuerySelector("#promise").ShouldBeNull();

        // the promise, counted once more from the ledger and in other words
        async Task Same(HttpClient client, string unit)
        {
            var tree = await site.Ask(s => s.GetRequiredService<UnitTrees>().Now().AsTask());
            var below = tree.Below(Id(unit)).ToHashSet();
            var mine = await site.Db(async db => (await db.Seen<Activity>(Viewer.System).AsNoTracking().Include(a => a.People).Where(a => a.On >= new DateOnly(2026, 9, 1)).ToListAsync())
                .Where(a => below.Contains(a.UnitId)).SelectMany(a => a.People.Select(p => (p.PersonId, Activity: a))).GroupBy(p => p.PersonId, p => p.Activity).ToList());
            var said = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/units/{Id(unit)}/promise")).GetProperty("items").EnumerateArray().First();
            said.GetProperty("reached").GetInt32().ShouldBe(mine.Count, unit);
            said.GetProperty("purposeful").GetInt32().ShouldBe(mine.Count(p => p.Count(a => a.GoalId is not null) * 2 >= p.Count()), unit);
            said.GetProperty("aligned").GetInt32().ShouldBe(mine.Count(p => p.Count(a => a.NeedId is not null) * 2 >= p.Count()), unit);
            said.GetProperty("regular").GetInt32().ShouldBe(mine.Count(p => Regular([.. p.Select(a => a.On)])), unit);
        }

        static bool Regular(List<DateOnly> days)
        {
            // from Monday, 31 August on: no seven weeks in a row without support, the week of today among them
            var weeks = days.Select(d => (d.DayNumber - new DateOnly(2026, 8, 31).DayNumber) / 7).Prepend(0).Append(12).Distinct().Order().ToList();
            return weeks.Zip(weeks.Skip(1)).All(w => w.Second - w.First <= 6);
        }
    }

    static async Task<List<(Guid Id, string Name)>> NotReached(HttpClient client, string unit) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/units/{Id(unit)}/not-reached?limit=200")).GetProperty("items").EnumerateArray().Select(p => (p.GetProperty("personId").GetGuid(), p.GetProperty("name").GetString()!))];

    static async Task<int> Staff(HttpClient client, string unit) => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/units/{Id(unit)}/promise")).GetProperty("items").EnumerateArray().First().GetProperty("staff").GetInt32();

    /// <summary>As many educators of the school have reached a goal.</summary>
    static Task<bool> Reach(TestSite site, int people) => site.Db(async db =>
    {
        var there = await db.Seen<Goal>(Viewer.System).CountAsync(g => g.UnitId == Id("gaujmala") && g.State == GoalState.Reached);
        for (; there < people; there++)
        {
            var goal = new Goal { Id = Guid.CreateVersion7(), CountryId = "LV", UnitId = Id("gaujmala"), PersonId = Id($"gaujmala {there}"), SetById = Id($"gaujmala {there}"), StartsOn = new(2026, 10, 1) };
            goal.Describe("Mērķis", "", "", null, new(2026, 10, 1)).Failed.ShouldBeFalse();
            goal.Close(GoalState.Reached, new(2026, 11, 2)).Failed.ShouldBeFalse();
            db.Add(Viewer.System, goal);
            db.Record(Viewer.System, new GoalSet(), goal);
        }
        return !(await db.Save()).Failed;
    });
}
