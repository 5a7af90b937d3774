using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Balsts.Calendar;
using Balsts.People;
using Balsts.Tests.Mail;
using Foundation.Data;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Shell;

/// <summary>What is settled by a letter: a forgotten password, and another e-mail.</summary>
public sealed partial class ResetTests
{
    const string Password = "four unrelated words";
    const string Another = "quite different ones again";
    const string Teacher = "teacher@demo.balsts.example";
    const string Fresh = "anna.jauna@example.lv";

    [GeneratedRegex(@"http://localhost(?<path>/sign-in/\S+)")]
    private static partial Regex Link();

    static Task<int> Send(TestSite site) => site.Ask(s => s.GetRequiredService<SendDoorLetters>().Run());
    static string LinkIn(ReceivedLetter letter) => Link().Match(letter.Text).Groups["path"].Value;
    static Task<HttpResponseMessage> Ask(HttpClient client, string email) => client.Submit("/sign-in/forgot?lang=en", ("Posted.Email", email));
    static Task<HttpResponseMessage> SignIn(HttpClient client, string email, string password) => client.Submit("/sign-in?lang=en", ("Posted.Email", email), ("Posted.Password", password));
    static async Task MayEnter(TestSite site, string email) => (await site.Ask(s => s.GetRequiredService<Accounts>().Reset(email, Password))).Failed.ShouldBeFalse();

    static async Task SignOut(HttpClient client)
    {
        var form = (IHtmlFormElement)(await client.Open("/")).QuerySelector("form[action='/sign-out']")!;
        await client.PostAsync("/sign-out", new FormUrlEncodedContent(form.Fields()));
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_forgotten_password_is_chosen_anew_by_a_link_that_is_good_once_and_for_an_hour(On database)
    {
        await using var server = new SmtpServer();
        await using var site = new TestSite(database, ("BALSTS_MAIL", server.Address));
        await MayEnter(site, Teacher);
        var owner = site.Nobody();
        (await SignIn(owner, Teacher, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // what works without a sign-in, and a passkey
        var (token, feed) = await HandedOut(site);
        (await owner.GetAsync(feed)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await AddPasskey(site, site.Clock.GetUtcNow().UtcDateTime);

        // known, unknown, invited only: the same answer; what differs happens afterwards
        var asking = site.Nobody();
        var answers = new List<(HttpStatusCode, string)>();
        foreach (var email in new[] { Teacher, "nobody@example.lv", "mentor@demo.balsts.example" })
        {
            var answer = await Ask(asking, email);
            answers.Add((answer.StatusCode, answer.Next()));
        }
        answers.Distinct().ShouldHaveSingleItem().ShouldBe((HttpStatusCode.Redirect, "/sign-in/forgot?sent"));
        server.Letters.ShouldBeEmpty();
        await Ask(asking, Teacher);
        (await Task.WhenAll(Send(site), Send(site))).Sum().ShouldBe(2); // on two nodes
        (await site.Db(db => db.Tables.Set<DoorLetter>().CountAsync())).ShouldBe(0);
        server.Letters.SelectMany(l => l.To).ShouldBe([Teacher, Teacher]);
        var (first, second) = (LinkIn(server.Letters.First()), LinkIn(server.Letters.Last()));
        first.ShouldNotBe(second);

        // of the links the database knows hashes, and nothing is spent by looking; the address is told to nobody
        var kept = await site.Db(db => db.Tables.Set<ResetLink>().AsNoTracking().Select(l => l.TokenHash).ToListAsync());
        kept.ShouldContain(Secret.HashOf(first[(first.LastIndexOf('/') + 1)..]));
        var page = await asking.GetAsync($"{first}?lang=en");
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        (await asking.GetAsync("/sign-in")).Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        (await asking.Submit($"{first}?lang=en", ("Posted.Password", "password1234"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var (secondhand, here) = (site.Nobody(), await asking.Open($"{first}?lang=en"));
        var there = await secondhand.Open($"{first}?lang=en");
        var both = await Task.WhenAll(asking.Send(first, here, ("Posted.Password", Another)), secondhand.Send(first, there, ("Posted.Password", "somebody else was here")));
        both.Count(b => b.StatusCode == HttpStatusCode.Redirect).ShouldBe(1, "two at the same moment");
        var chosen = both[0].StatusCode == HttpStatusCode.Redirect ? Another : "somebody else was here";

        // sessions and the other link have ended, nobody is signed in by it, the owner is told
        (await owner.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await asking.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Ask(s => s.GetRequiredService<Accounts>().TokenOf(token))).ShouldBeNull();
        (await asking.GetAsync(feed)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Db(db => db.Tables.Set<Passkey>().CountAsync())).ShouldBe(1, "what whoever forgot the password comes in by");
        (await asking.Open("/sign-in?password=set&lang=en")).QuerySelector("main")!.TextContent.ShouldContain("Passkeys open your account as before");
        (await asking.Open($"{second}?lang=en")).QuerySelector("input[name='Posted.Password']").ShouldBeNull();
        (await SignIn(asking, Teacher, Password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SignIn(asking, Teacher, chosen)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await site.Ask(s => s.GetRequiredService<DeliverNotifications>().Run());
        server.Letters.Last(l => l.To.Contains(Teacher)).Text.ShouldContain("/profile/security");
        (await site.Db(db => db.Seen<Notification>(Viewer.System).CountAsync(n => n.Text.Contains("look whether each of them is yours")))).ShouldBe(1);

        // an hour, and it is over
        await Ask(owner, Teacher);
        await Send(site);
        var late = LinkIn(server.Letters.Last());
        (await owner.Open($"{late}?lang=en")).QuerySelector("input[name='Posted.Password']").ShouldNotBeNull();
        site.Clock.Advance(ResetLink.Validity);
        (await owner.Open($"{late}?lang=en")).QuerySelector("input[name='Posted.Password']").ShouldBeNull();
        await site.Ask(s => s.GetRequiredService<CleanUp>().Run());
        (await site.Db(db => db.Tables.Set<ResetLink>().CountAsync())).ShouldBe(0);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_second_factor_is_asked_after_a_reset_as_before_and_a_storm_of_requests_takes_no_letter_from_the_owner(On database)
    {
        await using var server = new SmtpServer();
        await using var site = new TestSite(database, ("BALSTS_MAIL", server.Address));
        const string far = "coordinator@demo.balsts.example";
        await MayEnter(site, far);
        var owner = site.Nobody();
        (await SignIn(owner, far, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await site.Db(async db =>
        {
            var account = await db.Tables.Users.FirstAsync(a => a.Email == far);
            db.Add(Viewer.System, new SecondFactor { Id = Guid.CreateVersion7(), CountryId = account.CountryId, AccountId = account.Id, SealedKey = "-", MadeAt = db.Now, LastStep = 0, CodeHashes = "" });
            return await db.Save();
        });

        // strangers ask again and again: ten letters in an hour, and the owner's device has letters of its own
        for (var i = 0; i < 4; i++)
        {
            var stranger = site.Nobody();
            for (var n = 0; n < 4; n++) (await Ask(stranger, far)).Next().ShouldBe("/sign-in/forgot?sent");
            await site.Db(async db => // as from another network
            {
                foreach (var count in await db.Tables.Set<Tries>().Where(t => t.Count <= 4).ToListAsync()) db.Tables.Remove(count);
                return await db.Save();
            });
        }
        while (await Send(site) > 0) { }
        server.Letters.Count(l => l.To.Contains(far)).ShouldBe(10);
        var before = server.Letters.Count;
        (await Ask(owner, far)).Next().ShouldBe("/sign-in/forgot?sent");
        await Send(site);
        server.Letters.Count.ShouldBe(before + 1);
        (await owner.Submit($"{LinkIn(server.Letters.Last())}?lang=en", ("Posted.Password", Another))).Next().ShouldBe("/sign-in?password=set");
        (await owner.Open("/sign-in?password=set&lang=en")).QuerySelector("main")!.TextContent.ShouldContain("The new password is set");
        (await SignIn(owner, far, Another)).Next().ShouldStartWith("/sign-in/code");

        // a letter that the server cannot take now goes later, is asked for more and more rarely, and told when it went; without mail nothing is asked
        server.Busy = true;
        await Ask(owner, far);
        var told = await Told<ResetLinkSent>(site);
        foreach (var minutes in new[] { 2, 4, 8 })
        {
            (await Send(site)).ShouldBe(0);
            (await site.Db(db => db.Tables.Set<DoorLetter>().Select(l => l.NextTryAt).SingleAsync())).ShouldBe(site.Clock.GetUtcNow().UtcDateTime.AddMinutes(minutes), TimeSpan.FromSeconds(1));
            site.Clock.Advance(TimeSpan.FromMinutes(minutes));
        }
        (await Told<ResetLinkSent>(site)).ShouldBe(told);
        server.Busy = false;
        (await Send(site)).ShouldBe(1);
        (await Told<ResetLinkSent>(site)).ShouldBe(told + 1);
        (await owner.Open($"{LinkIn(server.Letters.Last())}?lang=en")).QuerySelector("input[name='Posted.Password']").ShouldNotBeNull();
        await using var mute = new TestSite(site, ("BALSTS_MAIL", ""));
        (await mute.Nobody().Open("/sign-in/forgot?lang=en")).QuerySelector("main form").ShouldBeNull();
    }

    /// <summary>A token and a calendar’s address of the teacher.</summary>
    static async Task<(string Token, string Feed)> HandedOut(TestSite site)
    {
        var account = await site.Db(db => db.Tables.Users.Where(a => a.PersonId == TestSite.Id("teacher")).Select(a => a.Id).SingleAsync());
        var me = (await site.Ask(async s => await s.GetRequiredService<IViewers>().Of(account)))!;
        var token = await site.Ask(async s => await s.GetRequiredService<Accounts>().MakeToken((await s.GetRequiredService<Accounts>().FactsOf(me.AccountId))!.Email, "made now", TimeSpan.FromDays(9)));
        return (token.Value!, (await site.Ask(s => s.GetRequiredService<KeepFeed>().Make(me))).Value!.AbsolutePath);
    }

    static Task AddPasskey(TestSite site, DateTime at) => site.Db(async db =>
    {
        var account = await db.Tables.Users.FirstAsync(a => a.PersonId == TestSite.Id("teacher"));
        db.Add(Viewer.System, new Passkey { Id = Guid.CreateVersion7(), CountryId = account.CountryId, AccountId = account.Id, Name = "A key", CredentialId = Guid.NewGuid().ToByteArray(), PublicKey = [1], SignCount = 0, Transports = "", IsBackupEligible = false, IsBackedUp = false, MadeAt = at });
        return await db.Save();
    });

    static Task<int> Told<T>(TestSite site) => site.Db(db => db.Tables.Set<HistoryEntry>().CountAsync(e => e.What == typeof(T).Name));

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_warning_is_lost_neither_to_a_server_that_took_it_and_said_no_nor_to_two_nodes_that_are_at_one_change(On database)
    {
        await using var server = new SmtpServer { Regrets = true };
        await using var site = new TestSite(database, ("BALSTS_MAIL", server.Address));
        await MayEnter(site, Teacher);
        var owner = site.Nobody();
        (await SignIn(owner, Teacher, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await owner.Submit("/profile/email", ("Posted.Email", Fresh))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // each node has the change before it while the other one puts its link down
        await using var one = site.Services.CreateAsyncScope();
        await using var other = site.Services.CreateAsyncScope();
        var letters = await one.ServiceProvider.GetRequiredService<AppDb>().Tables.Set<DoorLetter>().AsNoTracking().ToListAsync();
        await one.ServiceProvider.GetRequiredService<AppDb>().Tables.Set<EmailChange>().ToListAsync();
        (await other.ServiceProvider.GetRequiredService<Accounts>().MakeEmailLink(letters[0], default)).Value.ShouldNotBeNull();
        (await one.ServiceProvider.GetRequiredService<Accounts>().MakeEmailLink(letters[1], default)).Value.ShouldNotBeNull();

        // taken, and reported as not sent: the letter that came opens what the next one opens
        (await Send(site)).ShouldBe(0);
        (await Told<EmailLetterSent>(site)).ShouldBe(0);
        server.Regrets = false;
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        (await Task.WhenAll(Send(site), Send(site))).Sum().ShouldBe(2);
        (await Told<EmailLetterSent>(site)).ShouldBe(2);
        server.Letters.Count.ShouldBe(3);
        server.Letters.Select(LinkIn).Distinct().Count().ShouldBe(2);
        (await site.Nobody().Open($"{LinkIn(server.Letters.Last(l => l.To.Contains(Teacher)))}?lang=en")).QuerySelector("main form").ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Another_e_mail_counts_when_it_has_answered_and_the_old_one_can_stop_it(On database)
    {
        await using var server = new SmtpServer();
        await using var site = new TestSite(database, ("BALSTS_MAIL", server.Address));
        await MayEnter(site, Teacher);
        var owner = site.Nobody();
        (await SignIn(owner, Teacher, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // one's own: told to both addresses, confirmed by the owner in a session
        (await owner.Submit("/profile/email", ("Posted.Email", "no address"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.Submit("/profile/email", ("Posted.Email", Fresh))).Next().ShouldBe(Accounts.SecurityAddress);
        (await owner.Open(Accounts.SecurityAddress)).QuerySelector("#factor")!.TextContent.ShouldContain(Fresh);
        (await Send(site)).ShouldBe(2);
        var (confirm, stop) = (LinkIn(server.Letters.Single(l => l.To.Contains(Fresh))), LinkIn(server.Letters.Single(l => l.To.Contains(Teacher))));
        server.Letters.Single(l => l.To.Contains(Teacher)).Text.ShouldNotContain(Fresh);
        (await site.Nobody().Open($"{confirm}?lang=en")).QuerySelector("main form").ShouldBeNull("a mistyped address opens nothing to a stranger");
        (await SignIn(site.Nobody(), Fresh, Password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.Submit(confirm)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SignIn(site.Nobody(), Teacher, Password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SignIn(site.Nobody(), Fresh, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Contact(site)).ShouldBe(Fresh);
        (await owner.Open($"{confirm}?lang=en")).QuerySelector("main form").ShouldBeNull("once");

        // “this was not me”, even now: back as it was, and whoever sits in a session is out of the account, with whatever they made to come back by
        var (token, feed) = await HandedOut(site);
        await AddPasskey(site, site.Clock.GetUtcNow().UtcDateTime);
        await AddPasskey(site, site.Clock.GetUtcNow().UtcDateTime.AddDays(-2));
        await site.Db(async db =>
        {
            var account = await db.Tables.Users.FirstAsync(a => a.Email == Fresh);
            db.Add(Viewer.System, new SecondFactor { Id = Guid.CreateVersion7(), CountryId = account.CountryId, AccountId = account.Id, SealedKey = "-", MadeAt = db.Now, LastStep = 0, CodeHashes = "" });
            db.Tables.UserLogins.Add(new() { LoginProvider = "https://id.example", ProviderKey = "the stranger", ProviderDisplayName = "Skolas konts", UserId = account.Id });
            db.Record(Viewer.System, new ProviderLinked("Skolas konts"), account);
            return await db.Save();
        });
        (await site.Nobody().Submit(stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Contact(site)).ShouldBe(Teacher);
        (await site.Ask(s => s.GetRequiredService<Accounts>().TokenOf(token))).ShouldBeNull();
        (await site.Nobody().GetAsync(feed)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Db(async db => await db.Tables.Set<SecondFactor>().CountAsync() + await db.Tables.UserLogins.CountAsync())).ShouldBe(0);
        (await site.Db(db => db.Tables.Set<Passkey>().Select(p => p.MadeAt).SingleAsync())).ShouldBeLessThan(site.Clock.GetUtcNow().UtcDateTime.AddDays(-1), "one that was there before");
        (await Told<PasskeyRemoved>(site)).ShouldBe(1);
        (await owner.GetAsync("/profile")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await SignIn(owner, Teacher, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // by whoever keeps the record: the owner confirms it all the same, or whoever keeps it could write their own mailbox there and enter as them
        var head = await site.As("head", "en");
        var change = $"/people/{TestSite.Id("teacher")}/change";
        (await head.Submit(change, ("Posted.Email", Fresh), ("Posted.Phone", "+371 20000000"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Contact(site)).ShouldBe(Teacher);
        (await head.Open($"/people/{TestSite.Id("teacher")}")).QuerySelector("#contacts")!.TextContent.ShouldContain($"{Fresh} waits");
        await Send(site);
        var stranger = site.Nobody();
        var mine = LinkIn(server.Letters.Last(l => l.To.Contains(Fresh)));
        foreach (var reader in new[] { stranger, head }) (await reader.Open($"{mine}?lang=en")).QuerySelector("main form").ShouldBeNull("it opens nothing to whoever reads that mailbox");
        (await Contact(site)).ShouldBe(Teacher);
        var before = LinkIn(server.Letters.Last(l => l.To.Contains(Teacher)));
        (await stranger.Open($"{before}?lang=en")).QuerySelector("main form").ShouldNotBeNull();
        (await owner.Submit(mine)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Contact(site)).ShouldBe(Fresh);
        (await stranger.Open($"{before}?lang=en")).QuerySelector("main form").ShouldBeNull("the mailbox that was left may be somebody else’s: with the e-mail they had the account");

        // a second change voids the first; stopped before it counts, or too late, it never does; an e-mail that somebody signs in with gets no letter
        (await head.Submit(change, ("Posted.Email", "one@example.lv"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Send(site);
        (await head.Submit(change, ("Posted.Email", "two@example.lv"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Send(site);
        (await stranger.Open($"{LinkIn(server.Letters.Single(l => l.To.Contains("one@example.lv")))}?lang=en")).QuerySelector("main form").ShouldBeNull();
        (await stranger.Submit(LinkIn(server.Letters.Last(l => l.To.Contains(Fresh))))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stranger.Open($"{LinkIn(server.Letters.Single(l => l.To.Contains("two@example.lv")))}?lang=en")).QuerySelector("main form").ShouldBeNull();
        site.Clock.Advance(TimeSpan.FromHours(2));
        (await head.Submit(change, ("Posted.Email", "three@example.lv"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Send(site);
        site.Clock.Advance(EmailChange.Validity);
        (await stranger.Open($"{LinkIn(server.Letters.Single(l => l.To.Contains("three@example.lv")))}?lang=en")).QuerySelector("main form").ShouldBeNull();
        (await SignIn(owner, Fresh, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await owner.Submit("/profile/email", ("Posted.Email", "head@demo.balsts.example"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Send(site);
        server.Letters.ShouldNotContain(l => l.To.Contains("head@demo.balsts.example"));
        await SignOut(owner);

        // whoever was only invited: the invitation went to the wrong mailbox, and opens nothing any more
        var invited = (await site.Ask(async s => await s.GetRequiredService<Accounts>().Invite((await site.Viewer("head"))!, TestSite.Id("gaujmala 1"), "LV", "wrong@example.lv", "lv"))).Value!;
        head = await site.As("head", "en"); // days have gone by
        (await head.Submit($"/people/{TestSite.Id("gaujmala 1")}/change", ("Posted.Email", "right@example.lv"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await stranger.Open($"/invitation/{invited}?lang=en")).QuerySelector("main form").ShouldBeNull();
        (await site.Db(db => db.Tables.Users.CountAsync(a => a.Email == "right@example.lv"))).ShouldBe(1);

        // whoever runs the server lets somebody begin anew: the calendar’s address ends too
        var (_, address) = await HandedOut(site);
        await MayEnter(site, Fresh);
        (await stranger.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        static Task<string> Contact(TestSite site) => site.Db(db => db.Seen<Person>(Viewer.System).Where(p => p.Id == TestSite.Id("teacher")).Select(p => p.Email).FirstAsync());
    }
}
