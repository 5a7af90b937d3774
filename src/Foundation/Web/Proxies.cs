using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Foundation.Web;

/// <summary>The proxies whose word is taken for who asks and how: addresses or networks; from anybody else such headers are not read.</summary>
public sealed record Proxies(IReadOnlyList<IPNetwork> Trusted)
{
    /// <summary>From addresses and networks such as <c>127.0.0.1 10.0.0.0/8</c>, separated by spaces or commas.</summary>
    /// <exception cref="FormatException">One of them is neither.</exception>
    public static Proxies Parse(string written) => new([.. written.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Network)]);

    static IPNetwork Network(string one) => IPNetwork.TryParse(one, out var network) ? network
        : IPAddress.TryParse(one, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new FormatException($"{one} is neither an address nor a network.");

    public void Heed(IApplicationBuilder app)
    {
        if (Trusted.Count == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in Trusted) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
