using Balsts.Tests.Mail;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Shell;

/// <summary>The real process is killed while the mail server has the letter and before anything notes it.</summary>
public sealed class KilledLetterTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    static string To(string persona) => $"{persona}@demo.balsts.example";

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_letter_that_may_have_gone_when_the_process_was_killed_does_not_go_again(On database)
    {
        await using var mail = new SmtpServer { Holds = true };
        await using var site = new TestSite(database);
        foreach (var persona in new[] { "head", "municipality" })
        {
            (await site.Ask(s => s.GetRequiredService<Accounts>().Reset(To(persona), "four unrelated words"))).Failed.ShouldBeFalse();
            await site.Db(async db =>
            {
                var now = TimeProvider.System.GetUtcNow().UtcDateTime; // of the process that is to send it
                var letter = new OutgoingLetter { Id = Guid.CreateVersion7(), CountryId = "LV", AccountId = (await site.Viewer(persona))!.AccountId, PersonId = TestSite.Id(persona), On = DateOnly.FromDateTime(now) };
                letter.Write("lv", $"For {persona}", "Waits", "<p>Waits</p>", "http://localhost/letters/x/off", now.AddMinutes(persona == "head" ? -2 : -1));
                db.Add(Viewer.System, letter);
                return await db.Save();
            });
        }

        await using (var first = await ServerProcess.Serve(site.Connection, site.Folder, ("BALSTS_MAIL", mail.Address)))
        {
            await Until(() => mail.Letters.Count == 1, first);
            first.Kill(); // the mail server has it, and its answer never arrives
        }
        (await State(site, "head")).ShouldBe(LetterState.Sending);
        (await State(site, "municipality")).ShouldBe(LetterState.Waiting);

        mail.Holds = false;
        await using var second = await ServerProcess.Serve(site.Connection, site.Folder, ("BALSTS_MAIL", mail.Address));
        await Until(() => mail.Letters.Any(l => l.To.Contains(To("municipality"))), second);
        await Until(() => State(site, "municipality").GetAwaiter().GetResult() == LetterState.Sent, second);
        mail.Letters.Count(l => l.To.Contains(To("head"))).ShouldBe(1);
        mail.Letters.Count(l => l.To.Contains(To("municipality"))).ShouldBe(1);
        (await State(site, "head")).ShouldBe(LetterState.Sending);
    }

    static Task<LetterState> State(TestSite site, string persona) => site.Db(db => db.Seen<OutgoingLetter>(Viewer.System).Where(l => l.PersonId == TestSite.Id(persona)).Select(l => l.State).SingleAsync());

    static async Task Until(Func<bool> done, ServerProcess server)
    {
        for (var waited = TimeSpan.Zero; !done(); waited += TimeSpan.FromMilliseconds(100))
        {
            waited.ShouldBeLessThan(Patience, server.Said);
            await Task.Delay(100);
        }
    }
}
