using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Months;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Months;

/// <summary>
/// Random histories of presses by author, heads, a deputy, organiser and the clock, one after another and two at once, on the running
/// application: no remark is lost, no word of a thread on a line, no month accepted twice, no part read by another school, no version missing, and a refusal changes nothing.
/// </summary>
public sealed class MonthHistoryTests(ITestOutputHelper output)
{
    const int Months = 5, Presses = 32;

    /// <summary>What was said and answered with yes in one month, and by whom it may be read.</summary>
    sealed class Said
    {
        public readonly List<string> Remarks = [];
        public readonly List<string> OnLines = [];

        /// <summary>Of every version what may stand in it: of two windows that save and send at the same moment, the text that was saved last.</summary>
        public readonly List<List<(string Whole, string Gaujmala, string Mezmala)>> Versions = [];
        public int Acceptances;
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Whatever_is_pressed_by_whomever_the_month_keeps_its_promises(On database)
    {
        await using var site = new TestSite(database);
        var seed = Environment.GetEnvironmentVariable("BALSTS_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"BALSTS_SEED={seed}");
        var dice = new Random(seed);
        var people = new Dictionary<string, HttpClient>();
        foreach (var persona in new[] { "coordinator", "head", "deputy", "otherhead", "municipality", "state", "teacher" }) people[persona] = await site.ApiAs(persona);
        var (pressed, refused, pairs) = (0, 0, 0);

        for (var k = 0; k < Months; k++)
        {
            var month = new Month(2026, 11).Add(k);
            if (k > 0) site.Clock.MoveTo(new(month.First.AddDays(19), new(10, 0), TimeSpan.Zero));
            var (said, plan, report) = (new Said(), await Planned(people["coordinator"], month), Guid.Empty);
            for (var i = 0; i < Presses; i++)
            {
                var before = report == Guid.Empty ? "" : await Whole(people["coordinator"], report);
                var two = dice.Next(4) == 0;
                List<(string Whole, string Gaujmala, string Mezmala)> saved = [];
                var acts = (two ? new[] { Press(saved), Press(saved) } : [Press(saved)]).ToList();
                var answers = await Task.WhenAll(acts.Select(a => a()));
                pressed += acts.Count;
                pairs += two ? 1 : 0;
                refused += answers.Count(a => !a);
                if (report == Guid.Empty) report = await site.Db(db => db.Seen<MonthlyReport>(Viewer.System).Where(r => r.PlanId == plan && r.Round > 0).Select(r => r.Id).FirstOrDefaultAsync());
                else if (answers.All(a => !a)) (await Whole(people["coordinator"], report)).ShouldBe(before, "a refusal changed something");
                await Check(people, report, said);
            }
            await Kept(site, people, report, said);

            Func<Task<bool>> Press(List<(string Whole, string Gaujmala, string Mezmala)> atOnce)
            {
                var (text, number) = ($"said {k}-{Guid.NewGuid():N}", dice.Next(17));
                var unit = dice.Next(2) == 0 ? "gaujmala" : "mezmala";
                var who = unit == "mezmala" ? "otherhead" : dice.Next(2) == 0 ? "head" : "deputy";
                var version = (Whole: $"whole {text}", Gaujmala: $"gaujmala {text}", Mezmala: dice.Next(2) == 0 ? $"mezmala {k}" : $"mezmala {text}");
                return number switch
                {
                    0 or 1 or 2 => async () =>
                    {
                        lock (said) atOnce.Add(version);
                        var written = new { Judgement = version.Whole, Parts = new[] { new { UnitId = TestSite.Id("gaujmala"), Judgement = version.Gaujmala, Needed = "" }, new { UnitId = TestSite.Id("mezmala"), Judgement = version.Mezmala, Needed = "" } } };
                        if (!Yes(await people["coordinator"].PutAsJsonAsync($"/api/v1/months/{plan}/report", written))) return false;
                        if (!Yes(await people["coordinator"].PostAsync($"/api/v1/months/{plan}/report/submit", null))) return false;
                        lock (said) said.Versions.Add(atOnce);
                        return true;
                    },
                    3 or 4 or 5 => async () => await Turn(who, unit, "discuss", text),
                    6 or 7 => async () => await Turn(who, unit, "return", text),
                    8 => async () => await Say("municipality", $"reports/{report}/return", text),
                    9 => async () => Accepted(await people["municipality"].PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { })),
                    10 => async () => Accepted(await people["municipality"].PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { Remark = text }), text),
                    11 => async () => // those who have no key
                    {
                        foreach (var stranger in new[] { "teacher", "state", "coordinator" })
                        {
                            Yes(await people[stranger].PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { Remark = text })).ShouldBeFalse(stranger);
                            if (await Slice(report, unit) is { } part) Yes(await people[stranger].PostAsJsonAsync($"/api/v1/months/slices/{part}/discuss", new { Remark = text })).ShouldBeFalse(stranger);
                        }
                        return false;
                    },
                    12 or 13 => async () => await Write(who, unit, text),
                    14 => async () => await Write("coordinator", unit, text),
                    15 => async () => Yes(await people["coordinator"].DeleteAsync($"/api/v1/months/lines/{await Loose(plan)}")),
                    _ => () =>
                    {
                        site.Clock.Advance(TimeSpan.FromDays(dice.Next(1, 4)));
                        return Task.FromResult(true);
                    },
                };
            }

            bool Accepted(HttpResponseMessage answer, string? remark = null)
            {
                if (!Yes(answer)) return false;
                lock (said)
                {
                    said.Acceptances++;
                    if (remark is not null) said.Remarks.Add(remark);
                }
                return true;
            }

            async Task<bool> Turn(string who, string unit, string how, string text) => await Slice(report, unit) is { } part && await Say(who, $"slices/{part}/{how}", text);

            async Task<bool> Write(string who, string unit, string text)
            {
                if (await Line(report, unit, dice.Next()) is not { } line || !Yes(await people[who].PostAsJsonAsync($"/api/v1/months/slices/{line.SliceId}/lines/{line.Id}/remarks", new { Text = $"{unit} {text}" }))) return false;
                lock (said) said.OnLines.Add($"{unit} {text}");
                return true;
            }

            async Task<bool> Say(string who, string address, string text)
            {
                if (!Yes(await people[who].PostAsJsonAsync($"/api/v1/months/{address}", new { Remark = text }))) return false;
                lock (said) said.Remarks.Add(text);
                return true;
            }
        }
        output.WriteLine($"{database}: {Months} months, {pressed} presses, {pairs} times two at once, {refused} refused.");

        async Task<Guid?> Slice(Guid report, string unit) => report == Guid.Empty ? null : await site.Db(db => db.Seen<ReportSlice>(Viewer.System)
            .Where(s => s.ReportId == report && s.UnitId == TestSite.Id(unit)).OrderByDescending(s => s.Round).Select(s => (Guid?)s.Id).FirstOrDefaultAsync());

        // a line of any version: of an earlier one it is refused
        async Task<ReportLine?> Line(Guid report, string unit, int any) => report == Guid.Empty ? null : await site.Db(async db =>
            await db.Seen<ReportLine>(Viewer.System).AsNoTracking().Where(l => l.ReportId == report && l.Slice!.UnitId == TestSite.Id(unit)).OrderByDescending(l => l.Slice!.Round).ThenBy(l => l.Place).Take(3).ToListAsync() is { Count: > 0 } lines ? lines[any % lines.Count] : null);

        // planned and not done: it can be taken out while nobody has the report
        async Task<Guid> Loose(Guid plan) => await site.Db(db => db.Seen<PlanLine>(Viewer.System).Where(l => l.PlanId == plan && l.State == LineState.Planned).Select(l => l.Id).FirstOrDefaultAsync());
    }

    /// <summary>A refusal is an answer; a failure of the server is none.</summary>
    static bool Yes(HttpResponseMessage answer)
    {
        ((int)answer.StatusCode).ShouldBeLessThan(500);
        return answer.IsSuccessStatusCode;
    }

    static async Task<string> Whole(HttpClient author, Guid report) => await author.GetStringAsync($"/api/v1/months/reports/{report}");

    /// <summary>A line in each of two schools, entered into the ledger, and one in each that is not. Gives the month's id.</summary>
    static async Task<Guid> Planned(HttpClient coordinator, Month month)
    {
        foreach (var (unit, done) in new[] { ("gaujmala", true), ("mezmala", true), ("gaujmala", false), ("mezmala", false) })
        {
            var line = new { AppointmentId = TestSite.Id("coordinator post"), UnitId = TestSite.Id(unit), On = $"{month.First:yyyy-MM-dd}", Minutes = 60, Kind = "Consultation", People = Array.Empty<Guid>() };
            var made = await coordinator.PostAsJsonAsync("/api/v1/months/lines", line);
            made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
            if (done) Yes(await coordinator.PostAsync($"/api/v1/months/lines/{JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetGuid()}/done", null)).ShouldBeTrue();
        }
        return JsonDocument.Parse(await coordinator.GetStringAsync("/api/v1/months")).RootElement.GetProperty("items").EnumerateArray().First(m => m.GetProperty("month").GetString() == month.ToString()).GetProperty("id").GetGuid();
    }

    /// <summary>After every press: no month is accepted twice, and nobody reads what is another's.</summary>
    static async Task Check(Dictionary<string, HttpClient> people, Guid report, Said said)
    {
        said.Acceptances.ShouldBeLessThanOrEqualTo(1);
        if (report == Guid.Empty) return;
        foreach (var (who, others) in new[] { ("head", new[] { "whole said", "mezmala " }), ("deputy", ["whole said", "mezmala "]), ("otherhead", ["whole said", "gaujmala said"]) })
        {
            var read = await people[who].GetStringAsync("/api/v1/months/slices");
            foreach (var secret in others) read.ShouldNotContain(secret, Case.Insensitive, who);
            (await people[who].GetAsync($"/api/v1/months/reports/{report}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, who);
        }
        (await people["state"].GetAsync($"/api/v1/months/reports/{report}")).StatusCode.ShouldBe(said.Acceptances == 1 ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        (await people["teacher"].GetAsync($"/api/v1/months/reports/{report}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        if (said.Acceptances == 1 && said.OnLines.Count > 0) (await people["state"].GetStringAsync($"/api/v1/months/reports/{report}")).ShouldNotContain(said.OnLines[0]);
    }

    /// <summary>At the end of a month: every version is there as it was submitted, with every remark; and what was done is told once.</summary>
    static async Task Kept(TestSite site, Dictionary<string, HttpClient> people, Guid report, Said said)
    {
        if (report == Guid.Empty) return;
        var all = new List<string>();
        for (var number = 1; number <= said.Versions.Count; number++)
        {
            var version = await people["coordinator"].GetStringAsync($"/api/v1/months/reports/{report}/versions/{number}");
            said.Versions[number - 1].ShouldContain(w => new[] { w.Whole, w.Gaujmala, w.Mezmala }.All(text => version.Contains(text, StringComparison.Ordinal)), $"version {number}: {version}");
            all.Add(version);
        }
        (await people["coordinator"].GetAsync($"/api/v1/months/reports/{report}/versions/{said.Versions.Count + 1}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var remark in said.OnLines) all[^1].ShouldContain(remark, customMessage: "what was said on a line stands in the last version too, also where the line is gone");
        foreach (var remark in said.Remarks) all.ShouldContain(v => v.Contains(remark), remark);
        var told = await site.Db(async db => await db.HistoryOf(await db.Seen<MonthlyReport>(Viewer.System).FirstAsync(r => r.Id == report)).Select(h => h.What).ToListAsync());
        told.Count(w => w == "ReportSubmitted").ShouldBe(said.Versions.Count);
        told.Count(w => w is "ReportAccepted" or "ReportAcceptedWithout").ShouldBe(said.Acceptances);
    }
}
