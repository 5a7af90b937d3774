using System.Reflection;
using System.Text.RegularExpressions;
using Balsts.Activities;
using Balsts.Agreements;
using Balsts.Appointments;
using Balsts.Forms;
using Balsts.Goals;
using Balsts.Groups;
using Balsts.Initiatives;
using Balsts.Months;
using Balsts.Observations;
using Balsts.People;
using Balsts.Privacy;
using Balsts.Proposals;
using Balsts.Sharing;
using Balsts.Sources;
using Balsts.Units;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests;

/// <summary>A route of the running endpoint table and who may come in.</summary>
/// <param name="Searches">The parameter that takes a search text; null where none does.</param>
sealed partial record Route(string Method, string Pattern, string[] Rights, bool IsPublic, string? Searches)
{
    public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>Whether it may answer that there is nothing even to those who see the thing: an act that this very thing does not offer them.</summary>
    public bool MayMiss => Pattern.EndsWith("/import", StringComparison.Ordinal) || Pattern.Contains('}', StringComparison.Ordinal) && (!Pattern.EndsWith('}') || Pattern.Count(c => c == '{') > 1 || Pattern.StartsWith("/lines/", StringComparison.Ordinal) || Pattern.StartsWith("/remarks/", StringComparison.Ordinal) || Pattern.Contains("/import/", StringComparison.Ordinal));

    /// <summary>Where the routes stand that a person approved, each with who may come in.</summary>
    public static readonly string File = Path.Combine(Source.Root, "tests", "Balsts.Tests", "House", "routes.txt");

    const string Everybody = "everybody", SignedIn = "whoever has signed in";

    public override string ToString() => $"{Method} {Pattern} — {(IsPublic ? Everybody : Rights.Length == 0 ? SignedIn : string.Join(" or ", Rights))}";

    /// <summary>The rights that open a route, as they were approved: a guard that falls away lets people in who are not expected.</summary>
    public static Dictionary<string, string[]> Approved() => System.IO.File.ReadAllLines(File).Select(l => l.Split(" — ")).ToDictionary(l => l[0], l => l[1] is Everybody or SignedIn ? [] : l[1].Split(" or "));

    /// <summary>What the id in an address names, by the beginning of the route. A route with an id that stands here under no beginning fails the sweep.</summary>
    static readonly (string Beginning, Type Kind)[] Ids =
    [
        ("/units/import/{", typeof(Work)), ("/people/import/{", typeof(Work)), ("/people/duplicates/{", typeof(Person)),
        ("/units/{", typeof(Unit)), ("/people/{", typeof(Person)), ("/appointments/{", typeof(Appointment)), ("/activities/{", typeof(Activity)), ("/nominations/{", typeof(Nomination)), ("/away/{", typeof(Mandate)), ("/deputies/{", typeof(Mandate)), ("/sources/{", typeof(FundingSource)), ("/forms/{", typeof(ObservationForm)), ("/agreements/{", typeof(SupportAgreement)), ("/observations/actions/{", typeof(AgreedAction)), ("/observations/{", typeof(Visit)), ("/lesson-plans/{", typeof(LessonPlan)), ("/goals/{", typeof(Goal)), ("/needs/{", typeof(Need)), ("/remarks/{", typeof(ActivityRemark)), ("/groups/sessions/{", typeof(GroupSession)), ("/groups/members/{", typeof(GroupMember)), ("/groups/{", typeof(Balsts.Groups.Group)), ("/proposals/{", typeof(Proposal)),
        ("/months/lines/{", typeof(PlanLine)), ("/months/attachments/{", typeof(ReportAttachment)), ("/attachments/{", typeof(ReportAttachment)), ("/months/slices/{", typeof(ReportSlice)), ("/months/reports/{", typeof(MonthlyReport)), ("/months/{", typeof(MonthlyPlan)),
        ("/initiatives/schools/{", typeof(InitiativeSchool)), ("/initiatives/participants/{", typeof(Participant)), ("/initiatives/mentorships/{", typeof(Mentorship)), ("/initiatives/meetings/{", typeof(Meeting)),
        ("/initiatives/reports/{", typeof(InitiativeReport)), ("/initiatives/{", typeof(Initiative)),
        ("/lines/{", typeof(PlanLine)), ("/slices/{", typeof(ReportSlice)), ("/reports/{", typeof(MonthlyReport)), ("/work/{", typeof(Work)), ("/sharing/{", typeof(SharingDecision)), ("/my-data/requests/{", typeof(DataRequest)), ("/my-data/{", typeof(Work)), ("/retention/{", typeof(Work)), ("/works/{", typeof(Work)), ("/notifications/{", typeof(Notification)),
        ("/profile/passkeys/{", typeof(Passkey)), ("/profile/sessions/{", typeof(Session)), ("/profile/tokens/{", typeof(ApiToken)),
        ("/profile/providers/{", typeof(OidcProvider)), // none is set up here: ProviderTests has one
    ];

    public static IEnumerable<Route> Of(TestSite site)
    {
        foreach (var endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + Constraints().Replace(endpoint.RoutePattern.RawText?.Trim('/') ?? "", "{$1}");
            if (endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null || pattern.Contains("{**", StringComparison.Ordinal) || pattern.Contains("_framework", StringComparison.Ordinal)) continue;
            var page = endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            var rights = endpoint.Metadata.OfType<MayAttribute>().SelectMany(m => m.Rights).Distinct().Order(StringComparer.Ordinal).ToArray();
            foreach (var method in methods.Where(m => page ? m is "GET" or "POST" : m is not ("HEAD" or "OPTIONS")))
                yield return new(method, pattern, rights, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null, endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().FirstOrDefault(p => p.Name is "q" or "search")?.Name);
        }
    }

    /// <summary>Addresses of a route: some things that are the person's, those beside words that are not among them, some out of reach, some that were theirs until a term ended yesterday, some of another country, and one that is nobody's.</summary>
    public IEnumerable<(string Address, object? Thing, string Column)> Addresses(World world, Guid me, World yesterday, IReadOnlySet<Guid>? beside = null)
    {
        if (!Pattern.Contains('{', StringComparison.Ordinal))
        {
            yield return (Pattern, null, "without an id");
            yield break;
        }
        var path = IsApi ? Pattern["/api/v1".Length..] : Pattern;
        var kind = Ids.FirstOrDefault(i => path.StartsWith(i.Beginning, StringComparison.Ordinal)).Kind ?? throw new ShouldAssertException($"{Pattern}: the sweep does not know what its id names; add it to Ids.");
        var all = world.Things<object>().Where(t => t.GetType() == kind).OrderBy(t => t.GetType().GetProperty("Id")!.GetValue(t)).ToList();
        var seen = me == Guid.Empty ? [] : all.Where(t => world.Sees(me, t)).ToList();
        var expired = me == Guid.Empty ? [] : all.Except(seen).Where(t => yesterday.Sees(me, t)).ToList();
        var lands = me == Guid.Empty ? [] : world.Countries(me);
        var foreign = all.Except(seen).Except(expired).Where(t => me != Guid.Empty && !lands.Contains((string)t.GetType().GetProperty("CountryId")!.GetValue(t)!)).ToList();
        var unseen = all.Except(seen).Except(expired).Except(foreign).ToList();
        var asks = Method == "GET";
        var near = asks && beside is not null ? seen.FindAll(t => beside.Contains((Guid)kind.GetProperty("Id")!.GetValue(t)!)) : [];
        foreach (var (column, things, most) in new[] { ("seen", [.. Spread(seen, asks ? 3 : 1).Union(Spread(near, 2))], int.MaxValue), ("out of reach", unseen, asks ? 4 : 2), ("expired", expired, asks ? 2 : 1), ("other country", foreign, 1) })
            foreach (var thing in Spread(things, most)) yield return (Filled(path, (Guid)kind.GetProperty("Id")!.GetValue(thing)!), thing, column);
        yield return (Filled(path, Guid.Parse("00000000-0000-7000-8000-000000000001")), new Unit { Id = default, CountryId = "XX", Kind = UnitKind.Institution }, "nobody’s");

        string Filled(string pattern, Guid id) => (IsApi ? "/api/v1" : "") + Parameters().Replace(pattern, id.ToString());
    }

    static IEnumerable<object> Spread(List<object> things, int most) =>
        things.Count <= most ? things : Enumerable.Range(0, most).Select(i => things[i * (things.Count - 1) / Math.Max(1, most - 1)]);

    [GeneratedRegex(@"\{(\w+)[:?=][^}]*\}")] private static partial Regex Constraints();
    [GeneratedRegex(@"\{\w+\}")] private static partial Regex Parameters();
}
