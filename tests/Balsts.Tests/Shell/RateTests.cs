using System.Net;
using System.Text.Json;
using Foundation.Security;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Shell;

/// <summary>A person never meets the limits of searching, exporting and asking by token; a script does, on every node the same, and is told when to come again.</summary>
public sealed class RateTests
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Who_asks_faster_than_people_do_waits_on_both_nodes_and_nobody_else_does(On database)
    {
        (string, string)[] limits = [("BALSTS_RATES", "search=4 exports=2 api=6")];
        await using var site = new TestSite(database, limits);
        await using var other = new TestSite(site, limits);
        var (here, there) = (await site.As("head", "en"), await other.As("head", "en"));

        // a search in turn on each node, then no more on either; a page that asks nothing is open to them all the same
        for (var i = 0; i < 4; i++) (await (i % 2 == 0 ? here : there).GetAsync("/search?q=Anna")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var node in new[] { here, there })
        {
            var refused = await node.GetAsync("/people?q=Anna");
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
            (await refused.Html()).Body!.TextContent.ShouldContain("Ask again in 60 seconds");
            (await node.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        (await (await site.As("municipality")).GetAsync("/search?q=Anna")).StatusCode.ShouldBe(HttpStatusCode.OK, "each for themselves");

        // lists to take along
        (await here.GetAsync("/activities/export?as=csv")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await there.GetAsync("/units/export?as=csv")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await here.GetAsync("/activities/export?as=csv")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        // a token: a problem document, and its owner's pages stay open
        var api = await site.ApiAs("head");
        for (var i = 0; i < 6; i++) (await api.GetAsync("/api/v1/goals")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await api.GetAsync("/api/v1/goals");
        told.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        told.Headers.RetryAfter.ShouldNotBeNull();
        told.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonDocument.Parse(await told.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe("too-often");
        (await here.GetAsync("/goals")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // the while is over
        foreach (var node in new[] { site, other }) node.Clock.Advance(TimeSpan.FromMinutes(1));
        (await there.GetAsync("/search?q=Anna")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync("/api/v1/goals")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await here.GetAsync("/activities/export?as=csv")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, "lists count over ten minutes");
        site.Failed.ShouldBeEmpty();
    }

    /// <summary>A program that asks without pause takes several at once from what is left, and gets all of them.</summary>
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_program_that_asks_in_parallel_gets_its_whole_measure_and_no_more(On database)
    {
        await using var site = new TestSite(database, ("BALSTS_RATES", "api=160")); // four at a time
        var api = await site.ApiAs("head");
        var answers = await Task.WhenAll(Enumerable.Range(0, 168).Select(_ => api.GetAsync("/api/v1/goals?size=1")));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(160);
        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(8);
        (await site.Db(db => db.Tables.Database.SqlQueryRaw<int>("SELECT MAX(count) AS \"Value\" FROM tries").SingleAsync())).ShouldBe(164, "whoever was refused once is not counted again");
    }

    [Fact]
    public void Limits_that_cannot_be_read_are_refused_by_name()
    {
        Rates.Parse("").ShouldBe(new Rates());
        Rates.Parse("exports=5").ShouldBe(new Rates(Exports: 5));
        foreach (var wrong in new[] { "search", "search=0", "search=-1", "mails=3" }) Should.Throw<FormatException>(() => Rates.Parse(wrong), wrong);
    }
}
