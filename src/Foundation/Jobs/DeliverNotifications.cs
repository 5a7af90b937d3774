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

/// <summary>Sends notifications by mail, when mail is configured, to those who chose to be told of that kind at once, and always what concerns the account itself: at least once each, in the reader's language. To others the letter of their day says what waits.</summary>
[DisallowConcurrentExecution]
public sealed class DeliverNotifications(AppDb db, Accounts accounts, Catalogues catalogues, OutgoingMail mail, PublicAddress site, NoticeKinds kinds, SwitchOffAddress addresses, ILogger<DeliverNotifications> log) : IJob
{
    const int Batch = 100;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    public async Task<int> Run(CancellationToken ct = default)
    {
        if (mail.Settings is not { } settings) return 0;
        var mailer = new Mailer(settings);
        var sent = 0;
        var batch = await db.Seen<Notification>(Viewer.System).Where(n => n.MailedAt == null).OrderBy(n => n.Id).Take(Batch).ToListAsync(ct);
        var people = batch.Select(n => n.PersonId).Distinct().ToArray();
        var choices = await db.Seen<NoticeChoice>(Viewer.System).AsNoTracking().Where(c => people.Contains(c.PersonId)).ToDictionaryAsync(c => c.PersonId, ct);
        foreach (var waiting in batch)
        {
            var (choice, kind) = (choices.GetValueOrDefault(waiting.PersonId), kinds.Of(waiting.Address));
            if ((kind == NoticeKinds.Always || choice?.PaceOf(kind) == NoticePace.AtOnce) && await accounts.AddressOf(waiting.PersonId, ct) is { } to)
            {
                var t = catalogues[to.Language];
                var text = t[waiting.Text, waiting.Arguments];
                var (link, secret) = (site.Of(waiting.Address), kind == NoticeKinds.Always ? null : addresses.SecretOf(choice!.AccountId));
                if ((await mailer.Send(new Letter(to.Email, text, $"{text}\n\n{link}\n" + (secret is null ? "" : $"\n--\n{t["Switch the letters off:"]}\n{addresses.Page(secret).AbsoluteUri}\n"), Language: to.Language, Unsubscribe: secret is null ? null : addresses.Press(secret)), ct)) is { Problem: { } problem } && problem != MailProblems.NoSuchAddress)
                {
                    log.LogWarning("Mail was not sent: {Code}", problem.Code);
                    break;
                }
                sent++;
                waiting.Mailed(db.Now);
                await db.Save(ct);
            }
            else waiting.Mailed(db.Now);
        }
        await db.Save(ct);
        return sent;
    }
}

/// <summary>Where people reach this installation from outside: what BALSTS_PUBLIC_URL says, or this machine.</summary>
public sealed record PublicAddress(Uri Root)
{
    public Uri Of(string path) => new(Root, path);

    /// <summary>Whether browsers come by HTTPS.</summary>
    public bool IsSecure => Root.Scheme == Uri.UriSchemeHttps;

    /// <summary>A cookie's name: by HTTPS one that no other host and no page by HTTP can set.</summary>
    public string Cookie(string name) => IsSecure ? $"__Host-{name}" : name;
}

/// <summary>How mail leaves; without settings messages stay in the database and are shown in the product alone.</summary>
public sealed record OutgoingMail(MailSettings? Settings);
