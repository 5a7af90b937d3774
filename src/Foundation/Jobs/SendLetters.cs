using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Foundation.Jobs;

/// <summary>Hands written letters to the mail server, each at most once: that it is being sent is on disk before the server hears of it.</summary>
[DisallowConcurrentExecution]
public sealed class SendLetters(AppDb db, Accounts accounts, OutgoingMail mail, ILogger<SendLetters> log) : IJob
{
    const int Batch = 100;

    /// <summary>An older letter says what waited days ago; the next one says what waits now.</summary>
    const int DaysKeptTrying = 1;

    /// <summary>After this many days nobody asks any more what was written or sent.</summary>
    const int DaysKept = 60;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>How many the server took.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        await Forget(ct);
        if (mail.Settings is not { } settings) return 0;
        var mailer = new Mailer(settings);
        var (sent, now, since) = (0, db.Now, DateOnly.FromDateTime(db.Now).AddDays(-DaysKeptTrying));
        foreach (var letter in await db.Seen<OutgoingLetter>(Viewer.System).Where(l => l.State == LetterState.Waiting && l.On >= since && l.NextTryAt <= now).OrderBy(l => l.NextTryAt).ThenBy(l => l.Id).Take(Batch).ToListAsync(ct))
        {
            letter.Begin();
            if ((await db.Save(ct)).Failed) // another node sends it
            {
                db.Forget();
                return sent;
            }
            if (await accounts.AddressOf(letter.PersonId, ct) is not { } to)
            {
                letter.Nothing();
                await db.Save(ct);
                continue;
            }
            var answer = await mailer.Send(new Letter(to.Email, letter.Subject, letter.Text, letter.Html, Language: letter.Language, Unsubscribe: new(letter.Unsubscribe)), CancellationToken.None); // begun is begun
            if (!answer.Failed) sent++;
            if (answer.Problem == MailProblems.NotSent) letter.TryLater(db.Now);
            else letter.End(answer.Problem is not { } problem ? LetterState.Sent : problem == MailProblems.NoSuchAddress ? LetterState.NoSuchAddress : LetterState.Unsure);
            if (answer.Problem == MailProblems.NoSuchAddress)
                db.Notify(Notification.To(letter.PersonId, letter.CountryId, db.Now, "/profile", Texts.Id("The mail server does not know your e-mail address {0}. Have it corrected, or switch the letters off."), to.Email));
            await db.Save(CancellationToken.None);
            if (answer.Problem is { } refused && refused != MailProblems.NoSuchAddress)
            {
                log.LogWarning("A letter was not sent: {Code}", refused.Code);
                break; // the others fare no better now
            }
        }
        return sent;
    }

    async Task Forget(CancellationToken ct)
    {
        var before = DateOnly.FromDateTime(db.Now).AddDays(-DaysKept);
        foreach (var old in await db.Seen<OutgoingLetter>(Viewer.System).Where(l => l.On < before).OrderBy(l => l.On).Take(Batch).ToListAsync(ct)) db.Remove(old);
        await db.Save(ct);
        db.Forget();
    }
}
