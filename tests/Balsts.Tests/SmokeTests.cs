using System.Net;

namespace Balsts.Tests;

/// <summary>The house stands: it starts on both databases, and its door is closed.</summary>
public sealed class SmokeTests
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task The_site_starts_with_the_demo_world_and_its_door_closed(On database)
    {
        await using var site = new TestSite(database);
        (await site.Nobody().GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Nobody().GetAsync("/api/v1/units")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await site.Nobody().GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await site.As("head");
    }
}
