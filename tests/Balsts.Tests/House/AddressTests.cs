using System.Reflection;
using AngleSharp.Html.Parser;
using Balsts.People;
using Foundation.Mail;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests;

/// <summary>What stands in an address was typed, cut off or passed on by anybody.</summary>
public sealed class AddressTests
{
    /// <summary>The framework answers an unreadable value of any other type with an error of ours; the page reads the text and takes what it can.</summary>
    [Fact]
    public void What_follows_the_question_mark_is_read_as_text() =>
        typeof(Program).Assembly.GetTypes()
            .SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(p => p.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is not null && p.PropertyType != typeof(string) && p.PropertyType != typeof(string[])))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}").ShouldBeEmpty();

    /// <summary>A notification is mailed as its reader chose for the room to whose page it leads; a page that belonged to no kind would never be mailed.</summary>
    [Fact]
    public async Task Every_page_of_a_room_for_which_something_waits_is_of_the_rooms_kind()
    {
        await using var site = new TestSite(On.Sqlite);
        await site.Ask(s =>
        {
            var (parts, kinds) = (s.GetServices<IWaitingPart>().ToDictionary(p => p.GetType().Namespace!, p => p.Notices), s.GetRequiredService<NoticeKinds>());
            parts.Count.ShouldBe(Enum.GetValues<NoticeKind>().Length);
            foreach (var page in typeof(Program).Assembly.GetTypes().Where(t => t.Namespace is { } room && parts.ContainsKey(room)))
                foreach (var route in page.GetCustomAttributes<RouteAttribute>(false)) kinds.Of(route.Template).ShouldBe(parts[page.Namespace!].ToString(), route.Template);
            return Task.FromResult(true);
        });
    }

    /// <summary>A sheet or a script travels compressed, and once: its address changes with what it says.</summary>
    [Fact]
    public async Task What_pages_are_dressed_in_travels_compressed_and_is_kept()
    {
        await using var site = new TestSite(On.Sqlite);
        using var client = site.CreateClient();
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/sign-in"));
        foreach (var address in page.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")!).Concat(page.QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")!)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "gzip" } } };
            using var response = await client.SendAsync(request);
            response.Headers.CacheControl!.ToString().ShouldContain("immutable", customMessage: address);
            var sent = await response.Content.ReadAsByteArrayAsync();
            var whole = (await client.GetByteArrayAsync(address)).Length;
            (response.Content.Headers.ContentEncoding.Contains("gzip") ? sent.Length < whole : whole < 1000).ShouldBeTrue($"{address}: {sent.Length} of {whole} bytes");
        }
    }
}
