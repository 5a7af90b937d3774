using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Balsts.Activities;
using Balsts.Agreements;
using Balsts.Appointments;
using Balsts.Demo;
using Balsts.Forms;
using Balsts.Goals;
using Balsts.Groups;
using Balsts.Initiatives;
using Balsts.Months;
using Balsts.People;
using Balsts.Privacy;
using Balsts.Proposals;
using Balsts.Sharing;
using Balsts.Sources;
using Balsts.Units;
using Balsts.Visits;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests;

/// <summary>Every route and API operation of the running endpoint table × every persona × in and out of reach, against <see cref="World"/>.</summary>
public sealed partial class SweepTests(ITestOutputHelper output)
{
    /// <summary>What the id in an address names, by the beginning of the route. A route with an id that stands here under no beginning fails the sweep.</summary>
    static readonly (string Beginning, Type Kind)[] Ids =
    [
        ("/units/import/{", typeof(Work)), ("/people/import/{", typeof(Work)), ("/people/duplicates/{", typeof(Person)),
        ("/units/{", typeof(Unit)), ("/people/{", typeof(Person)), ("/appointments/{", typeof(Appointment)), ("/activities/{", typeof(Activity)), ("/nominations/{", typeof(Nomination)), ("/away/{", typeof(Mandate)), ("/deputies/{", typeof(Mandate)), ("/sources/{", typeof(FundingSource)), ("/forms/{", typeof(ObservationForm)), ("/agreements/{", typeof(SupportAgreement)), ("/visits/actions/{", typeof(AgreedAction)), ("/visits/plans/{", typeof(LessonPlan)), ("/lesson-plans/{", typeof(LessonPlan)), ("/visits/{", typeof(Visit)), ("/observations/actions/{", typeof(AgreedAction)), ("/observations/{", typeof(Visit)), ("/goals/{", typeof(Goal)), ("/needs/{", typeof(Need)), ("/remarks/{", typeof(ActivityRemark)), ("/groups/sessions/{", typeof(GroupSession)), ("/groups/members/{", typeof(GroupMember)), ("/groups/{", typeof(Balsts.Groups.Group)), ("/proposals/{", typeof(Proposal)),
        ("/months/lines/{", typeof(PlanLine)), ("/months/attachments/{", typeof(ReportAttachment)), ("/attachments/{", typeof(ReportAttachment)), ("/months/slices/{", typeof(ReportSlice)), ("/months/reports/{", typeof(MonthlyReport)), ("/months/{", typeof(MonthlyPlan)),
        ("/initiatives/schools/{", typeof(InitiativeSchool)), ("/initiatives/participants/{", typeof(Participant)), ("/initiatives/mentorships/{", typeof(Mentorship)), ("/initiatives/meetings/{", typeof(Meeting)),
        ("/initiatives/reports/{", typeof(InitiativeReport)), ("/initiatives/{", typeof(Initiative)),
        ("/lines/{", typeof(PlanLine)), ("/slices/{", typeof(ReportSlice)), ("/reports/{", typeof(MonthlyReport)), ("/work/{", typeof(Work)), ("/sharing/{", typeof(SharingDecision)), ("/my-data/requests/{", typeof(DataRequest)), ("/my-data/{", typeof(Work)), ("/retention/{", typeof(Work)), ("/works/{", typeof(Work)), ("/notifications/{", typeof(Notification)),
        ("/profile/passkeys/{", typeof(Passkey)), ("/profile/sessions/{", typeof(Session)), ("/profile/tokens/{", typeof(ApiToken)),
        ("/profile/providers/{", typeof(OidcProvider)), // none is set up here: ProviderTests has one
    ];

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Nobody_sees_or_does_what_is_not_theirs(On database)
    {
        await using var site = new TestSite(database);
        foreach (var owner in new[] { "administrator", "municipality", "projecthead" }) await Begin(site, owner);
        await World.Expire(site);
        var (world, yesterday) = (await World.Of(site), await World.Of(site, DateOnly.FromDateTime(TestSite.Start.AddDays(-1).DateTime)));
        var words = await Words.Of(site);
        var routes = Routes(site).ToList();
        var wrong = new List<string>();
        var (asked, hidden, shown) = (0, 0, 0);
        var columns = new SortedDictionary<string, int>(StringComparer.Ordinal);

        foreach (var persona in DemoWorld.Personas)
        {
            var me = TestSite.Id(persona.Name);
            var client = await site.As(persona.Name);
            var token = await Token(client);
            foreach (var route in routes.Where(r => !r.IsPublic))
            {
                var may = route.Rights.Length == 0 || route.Rights.Any(r => world.PostsOf(me).Any(p => Balsts.House.RightsOf[p].Contains(r)));
                foreach (var (address, thing, column) in Addresses(route, world, me, yesterday))
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
                            shown++;
                            var body = await response.Content.ReadAsStringAsync();
                            words.Showed(me, $"{persona.Name} GET {address} ({route.Pattern})", body);
                            foreach (Match id in Guids().Matches(body))
                                if (world.Thing(Guid.Parse(id.Value)) is { } leaked and not MonthlyPlan && !world.Knows(me, leaked)) // a report names its plan by an id that opens nothing
                                     wrong.Add($"{persona.Name} GET {address}: shows {leaked.GetType().Name} {id.Value}, which is not theirs");
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
        }

        output.WriteLine($"{routes.Count} routes × {DemoWorld.Personas.Length} personas on {database}: {asked} asked, {shown} shown, {hidden} hidden. {string.Join(", ", columns.Select(c => $"{c.Key}: {c.Value}"))}.");
        wrong.Distinct().Take(60).ShouldBeEmpty($"{wrong.Count} of {asked} are wrong");
        asked.ShouldBeGreaterThan(1000);
        foreach (var column in new[] { "seen", "out of reach", "expired", "other country", "nobody’s" }) columns.GetValueOrDefault(column).ShouldBeGreaterThan(50, column);

        var (read, untold, invented) = await words.Against(site);
        output.WriteLine($"Words of others were read {read} times by a person of a whole.");
        read.ShouldBeGreaterThan(10);
        untold.ShouldBeEmpty("words were shown, and no trace was left");
        invented.ShouldBeEmpty("the trace tells what did not happen");
        (await World.Of(site)).Things<object>().Count().ShouldBe(world.Things<object>().Count(), "a refused act added or removed something");
    }

    [Fact]
    public async Task Nobody_unknown_comes_in()
    {
        await using var site = new TestSite(On.Sqlite);
        var world = await World.Of(site);
        var client = site.Nobody();
        var asked = 0;
        foreach (var route in Routes(site).Where(r => !r.IsPublic))
            foreach (var (address, _, _) in Addresses(route, world, Guid.Empty, world).Take(3))
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
        var now = Routes(site).Select(r => $"{r.Method} {r.Pattern} — {(r.IsPublic ? "everybody" : r.Rights.Length == 0 ? "whoever has signed in" : string.Join(" or ", r.Rights))}").Distinct().Order(StringComparer.Ordinal).ToList();
        var file = Path.Combine(Source.Root, "tests", "Balsts.Tests", "House", "routes.txt");
        if (Environment.GetEnvironmentVariable("BALSTS_WRITE") is "1") await File.WriteAllLinesAsync(file, now);
        string.Join("\n", now).ShouldBe(string.Join("\n", await File.ReadAllLinesAsync(file)), "Run the tests once with BALSTS_WRITE=1 and look at the difference.");
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

    sealed record Route(string Method, string Pattern, string[] Rights, bool IsPublic)
    {
        public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal);

        /// <summary>Whether it may answer that there is nothing even to those who see the thing: an act that this very thing does not offer them.</summary>
        public bool MayMiss => Pattern.EndsWith("/import", StringComparison.Ordinal) || Pattern.Contains('}', StringComparison.Ordinal) && (!Pattern.EndsWith('}') || Pattern.Count(c => c == '{') > 1 || Pattern.StartsWith("/lines/", StringComparison.Ordinal) || Pattern.Contains("/import/", StringComparison.Ordinal));
    }

    static IEnumerable<Route> Routes(TestSite site)
    {
        foreach (var endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + Constraints().Replace(endpoint.RoutePattern.RawText?.Trim('/') ?? "", "{$1}");
            if (endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null || pattern.Contains("{**", StringComparison.Ordinal) || pattern.Contains("_framework", StringComparison.Ordinal)) continue;
            var page = endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            var rights = endpoint.Metadata.OfType<MayAttribute>().SelectMany(m => m.Rights).Distinct().Order(StringComparer.Ordinal).ToArray();
            foreach (var method in methods.Where(m => page ? m is "GET" or "POST" : m is not ("HEAD" or "OPTIONS")))
                yield return new(method, pattern, rights, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);
        }
    }

    /// <summary>Addresses of a route: some things that are the person's, some out of reach, some that were theirs until a term ended yesterday, some of another country, and one that is nobody's.</summary>
    static IEnumerable<(string Address, object? Thing, string Column)> Addresses(Route route, World world, Guid me, World yesterday)
    {
        if (!route.Pattern.Contains('{', StringComparison.Ordinal))
        {
            yield return (route.Pattern, null, "without an id");
            yield break;
        }
        var path = route.IsApi ? route.Pattern["/api/v1".Length..] : route.Pattern;
        var kind = Ids.FirstOrDefault(i => path.StartsWith(i.Beginning, StringComparison.Ordinal)).Kind ?? throw new ShouldAssertException($"{route.Pattern}: the sweep does not know what its id names; add it to Ids.");
        var all = world.Things<object>().Where(t => t.GetType() == kind).OrderBy(t => t.GetType().GetProperty("Id")!.GetValue(t)).ToList();
        var seen = me == Guid.Empty ? [] : all.Where(t => world.Sees(me, t)).ToList();
        var expired = me == Guid.Empty ? [] : all.Except(seen).Where(t => yesterday.Sees(me, t)).ToList();
        var lands = me == Guid.Empty ? [] : world.Countries(me);
        var foreign = all.Except(seen).Except(expired).Where(t => me != Guid.Empty && !lands.Contains((string)t.GetType().GetProperty("CountryId")!.GetValue(t)!)).ToList();
        var unseen = all.Except(seen).Except(expired).Except(foreign).ToList();
        var asks = route.Method == "GET";
        foreach (var (column, things, most) in new[] { ("seen", seen, asks ? 3 : 1), ("out of reach", unseen, asks ? 4 : 2), ("expired", expired, asks ? 2 : 1), ("other country", foreign, 1) })
            foreach (var thing in Spread(things, most)) yield return (Filled(path, (Guid)kind.GetProperty("Id")!.GetValue(thing)!), thing, column);
        yield return (Filled(path, Guid.Parse("00000000-0000-7000-8000-000000000001")), new Unit { Id = default, CountryId = "XX", Kind = UnitKind.Institution }, "nobody’s");

        string Filled(string pattern, Guid id) => (route.IsApi ? "/api/v1" : "") + Parameters().Replace(pattern, id.ToString());
    }

    static IEnumerable<object> Spread(List<object> things, int most) =>
        things.Count <= most ? things : Enumerable.Range(0, most).Select(i => things[i * (things.Count - 1) / Math.Max(1, most - 1)]);

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

    [GeneratedRegex(@"\{(\w+)[:?=][^}]*\}")] private static partial Regex Constraints();
    [GeneratedRegex(@"\{\w+\}")] private static partial Regex Parameters();
    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")] private static partial Regex Guids();
}

/// <summary>Bodies of the right shape for the API's operations, so that a refusal is one of sight and not of shape.</summary>
static class Bodies
{
    const string Support = """{"on":"2026-11-23","minutes":60,"kind":"Consultation"}""";

    static readonly Dictionary<string, string> Known = new()
    {
        ["POST /api/v1/deputies"] = $$"""{"personId":"{{TestSite.Id("upesciems 1")}}","appointmentId":"{{Guid.Empty}}","startsOn":"2026-12-01","endsOn":"2026-12-02"}""",
        ["POST /api/v1/my-data/requests/{id}/answer"] = """{"granted":true,"text":"Done"}""",
        ["POST /api/v1/my-data/requests/{id}/erasure"] = """{"text":"Done","kinds":"Goals"}""",
        ["POST /api/v1/my-data/requests/{id}/lift"] = """{"until":"2026-11-30"}""",
        ["POST /api/v1/appointments/{id}/end"] = """{"on":"2026-12-31"}""",
        ["PUT /api/v1/initiatives/{id}"] = """{"name":"Another","startsOn":"2026-10-01","endsOn":"2026-12-31"}""",
        ["POST /api/v1/initiatives/{id}/end"] = """{"on":"2026-11-30","reason":"No"}""",
        ["POST /api/v1/initiatives/{id}/schools"] = """{"startsOn":"2026-11-23"}""",
        ["PUT /api/v1/initiatives/schools/{id}"] = """{"startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/schools/{id}/pause"] = """{"from":"2026-11-23","reason":"No"}""",
        ["POST /api/v1/initiatives/schools/{id}/leave"] = """{"on":"2026-11-23","reason":"No"}""",
        ["POST /api/v1/initiatives/schools/{id}/participants"] = """{"kind":"Teacher","startsOn":"2026-11-23"}""",
        ["PUT /api/v1/initiatives/participants/{id}"] = """{"kind":"Teacher","startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/schools/{id}/mentors"] = $$"""{"appointmentId":"{{DemoWorld.Id("projectmentor post")}}","startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/schools/{id}/move"] = $$"""{"appointmentId":"{{DemoWorld.Id("projectmentor post")}}","startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/mentorships/{id}/end"] = """{"on":"2026-11-23"}""",
        ["POST /api/v1/initiatives/{id}/meetings"] = """{"on":"2026-11-23","minutes":60}""",
        ["PUT /api/v1/initiatives/meetings/{id}"] = """{"on":"2026-11-23","minutes":60}""",
        ["POST /api/v1/initiatives/{id}/reports"] = """{"startsOn":"2026-10-01","endsOn":"2026-10-31"}""",
        ["PUT /api/v1/initiatives/reports/{id}"] = """{"judgement":"Good"}""",
        ["POST /api/v1/nominations"] = $$"""{"personId":"{{TestSite.Id("upesciems 1")}}","post":"TechnologyMentor","unitId":"{{TestSite.Id("upesciems")}}","load":0.2,"startsOn":"2026-12-01"}""",
        ["POST /api/v1/nominations/{id}/accept"] = """{"acknowledged":true,"charter":1}""",
        ["POST /api/v1/nominations/{id}/decline"] = """{"reason":"x"}""",
        ["POST /api/v1/months/lines/{id}/drop"] = """{"reason":"No time"}""",
        ["POST /api/v1/months/lines/{id}/move"] = """{"to":"2026-11-24","reason":"No room"}""",
        ["POST /api/v1/months/{id}/schools/{unit}/remarks"] = """{"text":"Another day"}""",
        ["POST /api/v1/months/slices/{id}/lines/{line}/remarks"] = """{"text":"Which class?"}""",
        ["POST /api/v1/people/{id}/employments"] = $$"""{"unitId":"{{DemoWorld.Id("gaujmala")}}","post":"Teacher"}""",
        ["PUT /api/v1/groups/{id}"] = """{"name":"Another group","startsOn":"2026-10-01"}""",
        ["POST /api/v1/groups/{id}/end"] = """{"on":"2026-11-30","reason":"No"}""",
        ["POST /api/v1/groups/{id}/members"] = $$"""{"people":["{{TestSite.Id("gaujmala 3")}}"],"role":"Member","startsOn":"2026-11-23"}""",
        ["PUT /api/v1/groups/members/{id}"] = """{"role":"Member"}""",
        ["POST /api/v1/groups/{id}/sessions"] = """{"on":"2026-11-30","minutes":60}""",
        ["PUT /api/v1/groups/sessions/{id}"] = """{"on":"2026-11-30","minutes":60}""",
        ["POST /api/v1/groups/sessions/{id}/hold"] = """{"minutes":60}""",
        ["PUT /api/v1/groups/sessions/{id}/attendance"] = """{"minutes":60}""",
        ["POST /api/v1/groups/sessions/{id}/cancel"] = """{"reason":"No"}""",
        ["POST /api/v1/proposals/{id}/answer"] = """{"text":"Thank you"}""",
        ["POST /api/v1/proposals/{id}/decide"] = """{"takenUp":true,"reason":"Useful"}""",
        ["POST /api/v1/proposals/{id}/finish"] = """{"carriedOut":true,"effect":"Done"}""",
        ["POST /api/v1/proposals/{id}/publish"] = """{"published":true}""",
        ["PUT /api/v1/activities/{id}"] = Support,
        ["PUT /api/v1/months/lines/{id}"] = Support,
        ["POST /api/v1/activities/{id}/remarks"] = """{"text":"Not so"}""",
        ["PUT /api/v1/activities/{id}/note"] = """{"text":"Mine"}""",
        ["PUT /api/v1/activities/{id}/rating"] = """{"value":3}""",
        ["PUT /api/v1/remarks/{id}"] = """{"answer":"It was so"}""",
        ["POST /api/v1/agreements/{id}/end"] = """{"reason":"No"}""",
        ["POST /api/v1/observations/{id}/move"] = """{"on":"2026-11-30","at":"09:00","minutes":40}""",
        ["POST /api/v1/lesson-plans/{id}/editions"] = """{"title":"Another","text":"Otherwise"}""",
        ["POST /api/v1/lesson-plans/{id}/comment"] = """{"comment":"Good"}""",
        ["POST /api/v1/lesson-plans/{id}/trial"] = """{"triedOn":"2026-11-23","result":"Good"}""",
        ["POST /api/v1/observations/{id}/cancel"] = """{"reason":"No"}""",
        ["POST /api/v1/observations/{id}/entries"] = """{"entries":[{"id":"0198c0de-0000-7000-8000-000000000001","kind":"Note","text":"Seen"}]}""",
        ["POST /api/v1/observations/{id}/self-evaluation"] = """{"well":"All"}""",
        ["POST /api/v1/observations/{id}/feedback"] = """{"strengths":[{"text":"Clear"}]}""",
        ["PUT /api/v1/observations/{id}/note"] = """{"text":"Mine"}""",
        ["POST /api/v1/observations/actions/{id}/check"] = """{"state":"Done"}""",
        ["POST /api/v1/goals/{id}/close"] = """{"how":"Reached"}""",
        ["POST /api/v1/goals/{id}/share"] = """{"withHead":true}""",
        ["PUT /api/v1/goals/{id}"] = """{"statement":"Another goal"}""",
        ["POST /api/v1/needs/{id}/met"] = """{"met":true}""",
        ["PUT /api/v1/needs/{id}"] = """{"statement":"Another need","source":"Survey","schoolYear":2026}""",
        ["PUT /api/v1/sources/{id}"] = """{"name":"Another source","startsOn":"2026-09-01"}""",
        ["PUT /api/v1/people/{id}"] = """{"givenName":"Anna","familyName":"Auzi\u0146a"}""",
        ["PUT /api/v1/units/{id}"] = """{"name":"Another school","type":"secondary"}""",
    };

    public static string For(string method, string pattern) => Known.GetValueOrDefault($"{method} {pattern}", "{}");
}
