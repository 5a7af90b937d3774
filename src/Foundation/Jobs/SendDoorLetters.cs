using Foundation.Data;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Outcomes;
using Foundation.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Foundation.Jobs;

/// <summary>Sends what was asked for at the door: links to choose a new password, to confirm an e-mail, to stop a change of it. Here, and not where it was asked, it is found out whether there is anybody to write to.</summary>
[DisallowConcurrentExecution]
public sealed class SendDoorLetters(AppDb db, Accounts accounts, Catalogues catalogues, OutgoingMail mail, PublicAddress site, ILogger<SendDoorLetters> log) : IJob
{
    const int Batch = 100;
    static readonly TimeSpan First = TimeSpan.FromMinutes(2), Longest = TimeSpan.FromHours(1);

    /// <summary>Until the next try: twice as long each time, so that a server that is down is not asked all day long.</summary>
    static TimeSpan Wait(int tries) => tries > 5 ? Longest : First * (1 << tries) is var wait && wait < Longest ? wait : Longest;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>How many the server took.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        var (sent, now, rows) = (0, db.Now, db.Tables.Set<DoorLetter>());
        foreach (var letter in await rows.AsNoTracking().Where(l => l.NextTryAt <= now).OrderBy(l => l.NextTryAt).ThenBy(l => l.Id).Take(Batch).ToListAsync(ct))
        {
#pragma warning disable RS0030 // a letter that waits has no history: what was sent is told of the account
            // another node that is at it has moved it on
            if (await rows.Where(l => l.Id == letter.Id && l.NextTryAt == letter.NextTryAt).ExecuteUpdateAsync(l => l.SetProperty(x => x.NextTryAt, now + Wait(letter.Tries)).SetProperty(x => x.Tries, x => x.Tries + 1), ct) == 0) continue;
            if (mail.Settings is { } settings)
            {
                var made = await LinkOf(letter, ct);
                db.Forget();
                if (made.Failed) continue; // somebody changed the same at this moment: it is not known yet whether there is anybody, so the letter keeps its row and its turn
                if (made.Value is { } link)
                {
                    var answer = await new Mailer(settings).Send(Written(letter.Kind, link), CancellationToken.None);
                    if (answer.Problem == MailProblems.NotSent)
                    {
                        log.LogWarning("A letter of the door was not sent: {Code}", answer.Problem.Code);
                        break;
                    }
                    if (answer.Problem != MailProblems.NoSuchAddress) await accounts.TellSent(letter.Kind, link, CancellationToken.None);
                    db.Forget();
                    if (!answer.Failed) sent++;
                }
            }
            await rows.Where(l => l.Id == letter.Id).ExecuteDeleteAsync(CancellationToken.None);
#pragma warning restore RS0030
        }
        return sent;
    }

    Task<Outcome<DoorLink?>> LinkOf(DoorLetter letter, CancellationToken ct) => letter.Kind == DoorLetterKind.Reset ? accounts.MakeReset(letter, ct) : accounts.MakeEmailLink(letter, ct);

    Letter Written(DoorLetterKind kind, DoorLink link)
    {
        var t = catalogues[link.Language];
        var (subject, before, after) = kind switch
        {
            DoorLetterKind.Reset => (t["A new password for Balsts"], t["Somebody asked for a new password for your account in Balsts. If that was you, open this link within an hour and choose one:"], t["If it was not you, there is nothing to do: your password stays as it is."]),
            DoorLetterKind.Confirm => (t["Confirm your e-mail for Balsts"], t["This is to be the e-mail with which you sign in to Balsts. Open this link within three days and confirm it:"], t["If you know nothing of this, there is nothing to do: nothing changes."]),
            _ => (t["Your e-mail in Balsts is being changed"], t["You are to sign in to Balsts with another e-mail from now on. If you know of this, there is nothing to do. If it was not you, open this link within three days and stop it:"], t["Then choose another password, too."]),
        };
        return new(link.Email, subject, $"{before}\n\n{site.Of(link.Path).AbsoluteUri}\n\n{after}\n\nBalsts\n", Language: link.Language);
    }
}
