using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Balsts.Demo;
using Balsts.Months;
using Balsts.People;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Security;
using Foundation.Viewers;

namespace Balsts.Tests;

/// <summary>Every route and API operation of the running endpoint table × every persona × in and out of reach, against <see cref="World"/>.</summary>
public sealed partial class SweepTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Nobody_sees_or_does_what_is_not_theirs(On database)
    {
        await using var site = new TestSite(database);
        foreach (var owner in new[] { "administrator", "municipality", "projecthead" }) await Begin(site, owner);
        await World.Expire(site);
        await Deeds.Play(site);
        var (world, yesterday) = (await World.Of(site), await World.Of(site, DateOnly.FromDateTime(TestSite.Start.AddDays(-1).DateTime)));
        var readers = DemoWorld.Personas.ToDictionary(p => TestSite.Id(p.Name), p => p.Name);
        var (words, secrets, counts) = (await Words.Of(site), await Secrets.Of(site, world, readers.Keys), new Counts(world));
        var routes = Route.Of(site).ToList();
        var approved = Route.Approved();
        var wrong = new List<string>();
        var (asked, hidden, shown, searched) = (0, 0, 0, 0);
        var columns = new SortedDictionary<string, int>(StringComparer.Ordinal);

        foreach (var persona in DemoWorld.Personas)
        {
            var me = TestSite.Id(persona.Name);
            var client = await site.As(persona.Name);
            var token = await Token(client);
            var searches = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var route in routes.Where(r => !r.IsPublic))
            {
                var rights = approved.GetValueOrDefault($"{route.Method} {route.Pattern}", route.Rights);
                var may = rights.Length == 0 || rights.Any(r => world.PostsOf(me).Any(p => Balsts.House.RightsOf[p].Contains(r)));
                if (may && route is { Method: "GET", Searches: { } name } && !route.Pattern.Contains('{', StringComparison.Ordinal)) searches.Add($"{route.Pattern}?{name}=");
                foreach (var (address, thing, column) in route.Addresses(world, me, yesterday, secrets.Beside(me)))
                {
                    columns[column] = columns.GetValueOrDefault(column) + 1;
                    var sees = may && (thing is null || world.Sees(me, thing));
                    if (route.Method == "GET")
                    {
                        var response = await client.GetAsync(address);
                        asked++;
                        if ((int)response.StatusCode >= 500) wrong.Add($"{persona.Name} GET {address}: {(int)response.StatusCode}");
                        else if (!sees && response.StatusCode != HttpStatusCode.NotFound) wrong.Add($"{persona.Name} GET {address} ({route.Pattern}): {(int)response.StatusCode}, and it is not theirs");
                        else if (sees && !route.MayMiss && thing is not MonthlyReport { Round: 0 } && response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Redirect)) wrong.Add($"{persona.Name} GET {address} ({route.Pattern}): {(int)response.StatusCode}, and it is theirs");
                        if (response.StatusCode == HttpStatusCode.OK)
                        {
                            await Shows(address, route, response);
                            // the same list as a workbook
                            if (route.Pattern.EndsWith("/export", StringComparison.Ordinal) && await client.GetAsync(address + "?as=xlsx") is { StatusCode: HttpStatusCode.OK } workbook) await Shows(address + "?as=xlsx", route, workbook);
                        }
                        else hidden++;
                    }
                    else if (!sees)
                    {
                        var response = await Try(client, route, address, token);
                        asked++;
                        hidden++;
                        // a page that shows nothing has no form either (400); a file is no JSON (415), and that is looked at before anything is sought
                        var turnedAway = response.StatusCode == HttpStatusCode.NotFound
                            || (!route.IsApi && response.StatusCode == HttpStatusCode.BadRequest)
                            || (route.IsApi && response.StatusCode == HttpStatusCode.UnsupportedMediaType);
                        if (!turnedAway) wrong.Add($"{persona.Name} {route.Method} {address} ({route.Pattern}): {(int)response.StatusCode}, and it is not theirs: {await response.Content.ReadAsStringAsync()}");
                    }
                }
            }
            var (questions, found) = await Searches.Ask(client, persona.Name, me, [.. searches.Concat(searches.Where(s => s.EndsWith("?q=", StringComparison.Ordinal) && routes.Exists(r => r.Pattern == s[..^3] + "/export")).Select(s => s[..^3] + "/export?as=csv&q="))], secrets);
            searched += questions;
            wrong.AddRange(found);

            async Task Shows(string address, Route route, HttpResponseMessage response)
            {
                shown++;
                var (where, body, text) = ($"{persona.Name} GET {address}", await response.Content.ReadAsByteArrayAsync(), await Readable.Of(response));
                words.Showed(me, $"{where} ({route.Pattern})", text);
                foreach (Match id in Guids().Matches(text))
                    if (world.Thing(Guid.Parse(id.Value)) is { } leaked and not MonthlyPlan && !world.Knows(me, leaked)) // a report names its plan by an id that opens nothing
                        wrong.Add($"{where}: shows {leaked.GetType().Name} {id.Value}, which is not theirs");
                // the trace names whoever read one's words meanwhile
                wrong.AddRange(secrets.Told(me, text).Where(s => !(route.Pattern.Contains("/trace", StringComparison.Ordinal) && s.Row is Person reader && world.ReadsWordsOf(me, reader.Id))).Select(s => $"{where}: shows {s}, which is not theirs"));
                if (response.Content.Headers.ContentType?.MediaType is "text/html") searches.UnionWith(Searches.On(address, text).Select(s => s + "?q="));
                wrong.AddRange((response.Content.Headers.ContentType?.MediaType switch { "text/html" => counts.OfPage(me, Encoding.UTF8.GetString(body)), "application/json" => counts.OfAnswer(body), _ => [] }).Select(c => $"{where}: {c}"));
            }
        }

        var (read, untold, invented) = await words.Against(site);
        var after = (await World.Of(site)).Things<object>().Count();
        var (messages, letters, sentences, told) = await Deeds.Told(site, world, secrets, readers);
        output.WriteLine($"{routes.Count} routes × {DemoWorld.Personas.Length} personas on {database}: {asked} asked, {shown} shown, {hidden} hidden. {string.Join(", ", columns.Select(c => $"{c.Key}: {c.Value}"))}.");
        output.WriteLine($"{secrets.Count} texts of rows, {searched} searches for those of others, {counts.Said} numbers, {messages} messages, {letters} letters, {sentences} kinds of sentences of history. Words of others were read {read} times by a person of a whole.");
        told.Concat(wrong).DistinctBy(w => Guids().Replace(w, "")).Take(60).ShouldBeEmpty($"{wrong.Count + told.Count} are wrong");
        foreach (var (number, least) in new[] { (asked, 20000), (secrets.Count, 1000), (searched, 1000), (counts.Said, 500), (messages, 15), (letters, 10), (sentences, 50), (read, 10) }) number.ShouldBeGreaterThan(least);
        foreach (var column in new[] { "seen", "out of reach", "expired", "other country", "nobody’s" }) columns.GetValueOrDefault(column).ShouldBeGreaterThan(50, column);
        untold.ShouldBeEmpty("words were shown, and no trace was left");
        invented.ShouldBeEmpty("the trace tells what did not happen");
        after.ShouldBe(world.Things<object>().Count(), "a refused act added or removed something");
    }

    [Fact]
    public async Task Nobody_unknown_comes_in()
    {
        await using var site = new TestSite(On.Sqlite);
        var world = await World.Of(site);
        var client = site.Nobody();
        var asked = 0;
        foreach (var route in Route.Of(site).Where(r => !r.IsPublic))
            foreach (var (address, _, _) in route.Addresses(world, Guid.Empty, world).Take(3))
            {
                var response = route.Method == "GET" ? await client.GetAsync(address) : await Try(client, route, address, null);
                asked++;
                if (route.IsApi) response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{route.Method} {address}");
                else (response.Headers.Location?.ToString() ?? "").Replace("http://localhost", "", StringComparison.Ordinal).ShouldStartWith("/sign-in?next=", Case.Sensitive, $"{route.Method} {address}");
            }
        output.WriteLine($"{asked} asked without signing in.");
    }

    /// <summary>The routes and who may come in, approved by a person: a guard that falls away shows here.</summary>
    [Fact]
    public async Task The_guards_of_all_routes_are_those_that_were_approved()
    {
        await using var site = new TestSite(On.Sqlite);
        var now = Route.Of(site).Select(r => r.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("BALSTS_WRITE") is "1") await File.WriteAllLinesAsync(Route.File, now);
        string.Join("\n", now).ShouldBe(string.Join("\n", await File.ReadAllLinesAsync(Route.File)), "Run the tests once with BALSTS_WRITE=1 and look at the difference.");
    }

    /// <summary>Long work and ways in of somebody's own, so that there are some to be hidden from others.</summary>
    static Task<bool> Begin(TestSite site, string owner) => site.Db(async db =>
    {
        var account = (await db.Tables.Users.Listed()).First(a => a.PersonId == TestSite.Id(owner));
        var (id, country) = (account.Id, account.CountryId);
        db.Tables.Add(new Session { Id = TestSite.Id($"session of {owner}"), CountryId = country, AccountId = id, By = SignInWay.Password, Browser = World.Planted, Platform = "", StartedAt = db.Now, UsedAt = db.Now, ProvedAt = db.Now, OwesFactor = false });
        db.Add(Viewer.System, new Passkey { Id = TestSite.Id($"passkey of {owner}"), CountryId = country, AccountId = id, Name = World.Planted, CredentialId = id.ToByteArray(), PublicKey = [1], SignCount = 0, Transports = "", IsBackupEligible = false, IsBackedUp = false, MadeAt = db.Now });
        db.Add(Viewer.System, new ApiToken { Id = TestSite.Id($"token of {owner}"), CountryId = country, AccountId = id, Name = World.Planted, Hash = Secret.HashOf(owner), Rights = "", OnlyReads = true, MadeAt = db.Now, ExpiresAt = db.Now.AddDays(9) });
        db.Add(Viewer.System, new EmailChange { Id = TestSite.Id($"e-mail of {owner}"), CountryId = country, AccountId = id, PersonId = account.PersonId, AskedById = TestSite.Id("head"), Email = $"new.{owner}@example.lv", OldEmail = account.Email!, ExpiresAt = db.Now.AddDays(3) });
        db.Record(Viewer.System, new TokenMade(World.Planted), account);
        db.Add(Viewer.System, new Work { Id = TestSite.Id($"work of {owner}"), CountryId = DemoWorld.Personas.First(p => p.Name == owner).CountryId, OwnerId = TestSite.Id(owner), AccountId = Guid.Empty, Kind = "none", AskedAt = db.Now });
        return !(await db.Save()).Failed;
    });

    static async Task<HttpResponseMessage> Try(HttpClient client, Route route, string address, string? token)
    {
        using var request = new HttpRequestMessage(new(route.Method), address);
        if (route.IsApi) request.Content = new StringContent(Bodies.For(route.Method, route.Pattern), Encoding.UTF8, "application/json");
        else request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token ?? ""), new("_handler", "form"), new("Submission", Guid.CreateVersion7().ToString())]);
        return await client.SendAsync(request);
    }

    /// <summary>The antiforgery token of a page that everybody who has signed in may open.</summary>
    static async Task<string> Token(HttpClient client) =>
        new HtmlParser().ParseDocument(await client.GetStringAsync("/profile")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")] private static partial Regex Guids();
}
