using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests;

/// <summary>Everything is closed unless it stands in this list.</summary>
public sealed partial class ClosedDoorTests
{
    static readonly string[] Open = ["/sign-in", "/sign-in/persona", "/sign-in/code", "/sign-in/with/{provider}", "/sign-in/with/{provider}/back", "/sign-in/forgot", "/sign-in/reset/{Secret}", "/sign-in/email/{Secret}", "/sign-in/email/stop/{Secret}", "/sign-in/passkey", "/sign-in/passkey/options", "/invitation/{Secret}", "/letters/{Secret}", "/letters/{secret}/off", "/calendar/{secret}.ics", "/privacy", "/help", "/not-found", "/error", "/health/live", "/health/ready", "/openapi/{documentName}.json"];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [Fact]
    public async Task Whoever_has_not_signed_in_meets_a_closed_door_everywhere_but_at_the_open_ones()
    {
        await using var site = new TestSite(On.Sqlite);
        var client = site.Nobody();
        var open = new List<string>();
        var tried = 0;
        foreach (var endpoint in site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (Open.Contains(route) || IsAsset(endpoint)) continue;
            var address = Parameter().Replace(route, p => p.Value.Contains("guid", StringComparison.OrdinalIgnoreCase) ? Guid.Empty.ToString() : "x");
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                tried++;
                var answer = await client.SendAsync(new(new(method), address));
                var closed = answer.StatusCode == HttpStatusCode.Unauthorized || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().StartsWith("/sign-in?next=", StringComparison.Ordinal));
                if (!closed) open.Add($"{method} {route}: {(int)answer.StatusCode}");
            }
        }
        open.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(20);
    }

    static bool IsAsset(Endpoint endpoint) => endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor");
}
