using System.Net;
using System.Net.Http.Json;
using Balsts.Shell;
using Balsts.Tests.Mail;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Shell;

/// <summary>The week in one mail: what waits, in a letter of a day, written and sent at most once, as each person chose.</summary>
public sealed class LetterTests
{
    static async Task MaySignIn(TestSite site, params string[] personas)
    {
        foreach (var persona in personas) (await site.Ask(s => s.GetRequiredService<Accounts>().Reset($"{persona}@demo.balsts.example", "four unrelated words"))).Failed.ShouldBeFalse();
    }

    static Task<int> Write(TestSite site) => site.Ask(s => s.GetRequiredService<WriteLetters>().Run());
    static Task<int> Send(TestSite site) => site.Ask(s => s.GetRequiredService<SendLetters>().Run());
    static Task<List<OutgoingLetter>> Letters(TestSite site) => site.Db(db => db.Seen<OutgoingLetter>(Viewer.System).AsNoTracking().OrderBy(l => l.On).ToListAsync());

    /// <summary>Nothing waits for the teacher in Baku once they have answered the one agreement that was offered to them.</summary>
    static async Task Answered(TestSite site) =>
        (await (await site.ApiAs("projectteacher")).PostAsJsonAsync($"/api/v1/agreements/{TestSite.Id("organiser agreement")}/confirm", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    static async Task Round(TestSite site)
    {
        await Task.WhenAll(Write(site), Write(site)); // two nodes at the same moment
        await Write(site);
        await Task.WhenAll(Send(site), Send(site));
        await Send(site);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task On_Monday_everybody_for_whom_something_waits_gets_one_letter_in_their_language(On database)
    {
        await using var server = new SmtpServer();
        await using var site = new TestSite(database, ("BALSTS_MAIL", server.Address));
        foreach (var (persona, language) in new[] { ("head", "lv"), ("manager", "az"), ("municipality", "en") }) await site.As(persona, language);
        await MaySignIn(site, "head", "manager", "municipality", "projectteacher", "otherhead");
        await Answered(site);
        (await site.Ask(s => s.GetRequiredService<Accounts>().Disable("otherhead@demo.balsts.example"))).Failed.ShouldBeFalse(); // somebody for whom something waits, and who cannot sign in; the mentor has no password at all
        var teacher = await site.ApiAs("teacher");
        (await teacher.PostAsJsonAsync("/api/v1/proposals", new { addresseeUnitId = TestSite.Id("gaujmala"), title = "Klusā telpa sarunām", text = "Lai var runāt." })).StatusCode.ShouldBe(HttpStatusCode.Created);
        await Round(site);
        server.Letters.SelectMany(l => l.To).Order().ShouldBe(["head@demo.balsts.example", "manager@demo.balsts.example", "municipality@demo.balsts.example"]);

        var latvian = server.Letters.Single(l => l.To.Contains("head@demo.balsts.example"));
        latvian.Subject.ShouldContain("gaida");
        latvian.Header("Content-Language").ShouldBe("lv");
        latvian.Text.ShouldContain($"http://localhost/slices/{TestSite.Id($"{TestSite.Id("consultant report 2026-10")} gaujmala 1")}"); // the very slice
        latvian.Html.ShouldContain("<html lang=\"lv\">");
        latvian.Html.ShouldContain("prefers-color-scheme:dark");
        foreach (var text in new[] { latvian.Text, latvian.Html, latvian.Subject }) text.ShouldNotContain("Klusā telpa"); // nothing that somebody wrote
        server.Letters.Single(l => l.To.Contains("manager@demo.balsts.example")).Subject.ShouldContain("gözləyir");
        server.Letters.Single(l => l.To.Contains("municipality@demo.balsts.example")).Text.ShouldContain("Waiting for you");

        // no second one on the day; on the other days none; a week later the late come first
        site.Clock.Advance(TimeSpan.FromHours(3));
        await Round(site);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Round(site);
        server.Letters.Count.ShouldBe(3);
        site.Clock.Advance(TimeSpan.FromDays(6));
        await Round(site);
        var later = server.Letters.Last(l => l.To.Contains("municipality@demo.balsts.example")).Text;
        later.ShouldContain("Late");
        later.IndexOf("Late", StringComparison.Ordinal).ShouldBeLessThan(later.IndexOf("Waiting for you", StringComparison.Ordinal));
        (await Letters(site)).Select(l => (l.PersonId, l.On)).ShouldBeUnique();
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Each_chooses_by_kind_and_day_and_switches_off_and_on_without_signing_in(On database)
    {
        await using var server = new SmtpServer();
        await using var site = new TestSite(database, ("BALSTS_MAIL", server.Address));
        await MaySignIn(site, "head");
        var head = await site.As("head", "en");
        (await head.Submit("/profile", ("Posted.Weekday", "Wednesday"), ("Posted.Kinds[0].Pace", "Daily"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Open("/profile")).QuerySelector("select[name='Posted.Weekday'] option[selected]")!.GetAttribute("value").ShouldBe("Wednesday");
        (await (await site.ApiAs("head")).PutAsJsonAsync("/api/v1/me/notices", new { kinds = new[] { new { kind = "Months", pace = 9 } } })).IsSuccessStatusCode.ShouldBeFalse();
        await Round(site);
        var first = server.Letters.ShouldHaveSingleItem(); // daily: the months alone
        first.Text.ShouldContain("/slices/");

        // a mail program presses; another post without the secret does nothing
        var press = first.Header("List-Unsubscribe")!.Trim('<', '>');
        first.Header("List-Unsubscribe-Post").ShouldBe("List-Unsubscribe=One-Click");
        var nobody = site.Nobody();
        (await nobody.PostAsync("/letters/x/off", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nobody.GetAsync(press)).StatusCode.ShouldBe(HttpStatusCode.Redirect); // who only looks changes nothing
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Round(site);
        server.Letters.Count.ShouldBe(2);
        (await nobody.PostAsync(press, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Round(site);
        server.Letters.Count.ShouldBe(2);

        // the page says so, and one press has them back as they were chosen
        var page = press[..^"/off".Length];
        (await nobody.Open($"{page}?lang=en")).QuerySelector("h1")!.TextContent.ShouldContain("Letters are switched off");
        (await nobody.Submit($"{page}?lang=en", ("act", "on"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Round(site);
        server.Letters.Count.ShouldBe(3); // it is Wednesday

        // at once: told when it happens, and not again in the letter
        (await (await site.ApiAs("head")).PutAsJsonAsync("/api/v1/me/notices", new { weekday = "Wednesday", kinds = new[] { new { kind = "Months", pace = "AtOnce" }, new { kind = "Goals", pace = "Never" } } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await site.Db(db =>
        {
            db.Notify(Notification.To(TestSite.Id("head"), "LV", db.Now, "/months", "{0} submitted the report of {1}.", "Zane", "2026-11"));
            db.Notify(Notification.To(TestSite.Id("head"), "LV", db.Now, "/goals", "{0} asks for your support in a goal", "Zane"));
            return db.Save();
        });
        await site.Ask(s => s.GetRequiredService<DeliverNotifications>().Run());
        await site.Ask(s => s.GetRequiredService<DeliverNotifications>().Run());
        server.Letters.Count.ShouldBe(4);
        server.Letters.Last().Subject.ShouldContain("Zane submitted the report");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_was_due_while_the_server_was_down_comes_once_when_it_is_up(On database)
    {
        await using var server = new SmtpServer();
        await using var site = new TestSite(database, ("BALSTS_MAIL", server.Address));
        await MaySignIn(site, "head");
        await Round(site);
        server.Letters.Count.ShouldBe(1); // Monday

        // down from Saturday to the evening of Monday: the letter comes on Tuesday, and not again on Wednesday
        site.Clock.Advance(TimeSpan.FromDays(8));
        await Round(site);
        server.Letters.Count.ShouldBe(2);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Round(site);
        server.Letters.Count.ShouldBe(2);

        // down for three weeks: one letter
        site.Clock.Advance(TimeSpan.FromDays(21));
        await Round(site);
        await Round(site);
        server.Letters.Count.ShouldBe(3);
        (await Letters(site)).Select(l => l.On.DayOfWeek).ShouldBe([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday]);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_server_that_cannot_is_asked_again_and_what_may_have_gone_is_not(On database)
    {
        await using var server = new SmtpServer { Busy = true, Unknown = to => to.StartsWith("municipality", StringComparison.Ordinal) };
        await using var site = new TestSite(database, ("BALSTS_MAIL", server.Address));
        await MaySignIn(site, "head", "municipality");
        await Write(site);
        await Send(site);
        (await Letters(site)).ShouldNotContain(l => l.State == LetterState.Sent || l.State == LetterState.Sending);
        server.Busy = false;
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        await Send(site);
        await Send(site);
        server.Letters.ShouldHaveSingleItem().To.ShouldBe(["head@demo.balsts.example"]);

        // an unknown address is told on the site, and not tried again
        (await Letters(site)).Single(l => l.PersonId == TestSite.Id("municipality")).State.ShouldBe(LetterState.NoSuchAddress);
        (await (await site.As("municipality", "en")).Open("/profile")).Body!.TextContent.ShouldContain("does not know your e-mail address municipality@demo.balsts.example");
        site.Clock.Advance(TimeSpan.FromHours(2));
        await Send(site);

        // killed between the server and the note of it: it may have gone, so it never goes again
        site.Clock.Advance(TimeSpan.FromDays(7));
        await Write(site);
        await site.Db(async db =>
        {
            (await db.Seen<OutgoingLetter>(Viewer.System).SingleAsync(l => l.PersonId == TestSite.Id("head") && l.State == LetterState.Waiting)).Begin();
            return await db.Save();
        });
        await Send(site);
        server.Letters.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_mail_the_letter_is_kept_in_the_database_and_is_its_readers_alone()
    {
        await using var site = new TestSite(On.Sqlite);
        await MaySignIn(site, "head", "projectteacher");
        await Answered(site);
        (await Write(site)).ShouldBe(1);
        (await Send(site)).ShouldBe(0);
        var kept = (await Letters(site)).Single(l => l.State == LetterState.Waiting);
        kept.Text.ShouldContain("/slices/");
        var (head, deputy) = ((await site.Viewer("head"))!, (await site.Viewer("deputy"))!);
        (await site.Db(db => db.Seen<OutgoingLetter>(head).CountAsync())).ShouldBe(1);
        (await site.Db(db => db.Seen<OutgoingLetter>(deputy).CountAsync())).ShouldBe(0);
        site.Clock.Advance(TimeSpan.FromDays(90));
        await Send(site);
        (await Letters(site)).ShouldBeEmpty();
    }
}
