using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Html.Dom;
using Foundation.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balsts.Tests.Shell;

/// <summary>Guessing at the door: it comes to an end for whoever guesses, and locks nobody else out.</summary>
public sealed class DoorTests
{
    sealed class Lines : ConcurrentBag<(EventId Id, string Text)>, ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> written) => Add((id, written(state, exception)));
        public void Dispose() { }
    }

    const string Password = "four unrelated words";
    const string Head = "head@demo.balsts.example";

    static async Task<HttpStatusCode> Try(HttpClient client, string password, string email = Head) =>
        (await client.Submit("/sign-in?lang=en", ("Posted.Email", email), ("Posted.Password", password))).StatusCode;

    static async Task SignOut(HttpClient client)
    {
        var form = (IHtmlFormElement)(await client.Open("/")).QuerySelector("form[action='/sign-out']")!;
        await client.PostAsync("/sign-out", new FormUrlEncodedContent(form.Fields()));
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_storm_of_wrong_passwords_from_elsewhere_does_not_lock_the_owner_out_of_their_device(On database)
    {
        await using var site = new TestSite(database);
        var lines = new Lines();
        site.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        (await site.Ask(s => s.GetRequiredService<Accounts>().Reset(Head, Password))).Failed.ShouldBeFalse();
        var owner = site.Nobody();
        (await Try(owner, Password)).ShouldBe(HttpStatusCode.Redirect);
        await SignOut(owner);

        var strangers = Enumerable.Range(0, 4).Select(_ => site.Nobody()).ToList();
        await Task.WhenAll(strangers.Select(async stranger => { for (var i = 0; i < 3; i++) await Try(stranger, $"guess number {i}"); })); // at the same moment, as on two nodes
        (await Try(strangers[0], Password)).ShouldBe(HttpStatusCode.UnprocessableEntity, "even the right one, for a while");
        (await Try(owner, Password)).ShouldBe(HttpStatusCode.Redirect);
        await SignOut(owner);
        (await site.Db(db => db.Tables.Set<Tries>().AsNoTracking().Select(t => t.Key + t.WhomHash).ToListAsync())).ShouldAllBe(t => !t.Contains("demo", StringComparison.OrdinalIgnoreCase));

        // an unknown e-mail rests as a known one does
        var unknown = site.Nobody();
        for (var i = 0; i < 7; i++) (await Try(unknown, Password, "nobody@demo.balsts.example")).ShouldBe(HttpStatusCode.UnprocessableEntity);

        // each refusal is a line with its number, for whoever watches the door: one mark for one e-mail, known or not, and no word of what was typed
        var said = lines.Where(l => l.Id.Id is >= 2001 and < 2100).ToList();
        said.Count(l => l.Id.Id == (int)DoorEvent.WrongPassword).ShouldBe(5 + 5);
        said.Count(l => l.Id.Id == (int)DoorEvent.TooManyPasswords).ShouldBe(7 + 1 + 2);
        said.Select(l => l.Text.Split("whom ")[1].Split(',')[0]).Distinct().Count().ShouldBe(2);
        said.ShouldAllBe(l => l.Text.StartsWith("Refused: ") && l.Text.EndsWith("from none") && !l.Text.Contains('@') && !l.Text.Contains("guess") && !l.Text.Contains(Password) && !l.Text.Contains("demo", StringComparison.OrdinalIgnoreCase));
        lines.ShouldAllBe(l => !l.Text.Contains("guess number") && !l.Text.Contains(Password) && !l.Text.Contains(Head, StringComparison.OrdinalIgnoreCase));
        TryLimit.Network(IPAddress.Parse("2001:db8:1:2:3:4:5:6")).ShouldBe("2001:db8:1:2::/64");

        // the device itself has its own five
        for (var i = 0; i < 5; i++) await Try(owner, $"guess number {i}");
        (await Try(owner, Password)).ShouldBe(HttpStatusCode.UnprocessableEntity);
        site.Clock.Advance(TimeSpan.FromMinutes(15));
        (await Try(owner, Password)).ShouldBe(HttpStatusCode.Redirect);
        (await Try(strangers[1], Password)).ShouldBe(HttpStatusCode.Redirect);

        // whoever runs the server ends the rest at once
        for (var i = 0; i < 6; i++) await Try(strangers[2], $"guess number {i}");
        (await site.Ask(s => s.GetRequiredService<Accounts>().Reset(Head, Password))).Failed.ShouldBeFalse();
        (await Try(strangers[2], Password)).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public void From_many_places_at_once_an_e_mail_is_tried_a_hundred_times_an_hour_and_an_address_tries_a_thousand()
    {
        var limits = TryLimit.AtTheDoor("E", "mark", isKnown: false, IPAddress.Parse("2001:db8:1:2:3:4:5:6"));
        limits.Select(l => l.Most).ShouldBe([5, 100, 1000]);
        TryLimit.AtTheDoor("E", "other", isKnown: false, IPAddress.Parse("2001:db8:1:2::9")).Select(l => l.Key).ShouldBe(limits.Select(l => l.Key), "one household");
        TryLimit.AtTheDoor("E", "mark", isKnown: false, IPAddress.Parse("10.0.0.1"))[0].Key.ShouldNotBe(limits[0].Key);
        TryLimit.AtTheDoor("E", "mark", isKnown: false, IPAddress.Loopback).Length.ShouldBe(2, "a proxy on this machine is everybody");
        TryLimit.AtTheDoor("E", "mark", isKnown: true, IPAddress.Loopback).ShouldHaveSingleItem().Key.ShouldContain("mark");
    }

    [Fact]
    public void A_password_that_many_have_or_that_is_made_of_the_person_is_refused()
    {
        var guessable = GuessablePasswords.In(typeof(House).Assembly);
        string[] own = ["anna.kalnina@gaujmala.example", "Anna Kalniņa"];
        foreach (var weak in new[] { "short", "aaaaaaaaaaaa", "password1234", "P@ssw0rd2026", "qwertyuiop123", "123456789012", "Kalniņa-2026", "kalnina20261", "gaujmala2026!", "iloveyou1234", "passwordpassword" })
            guessable.Has(weak, own).ShouldBeTrue(weak);
        foreach (var strong in new[] { Password, "zirgs akumulators skava pareizi", "düzgün at batareya sancaq", "vK8#qu!mZ2rt", "Kalniņa ēd zilus ābolus" })
            guessable.Has(strong, own).ShouldBeFalse(strong);
    }
}
