using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>Invites a person to sign in: a link, shown once and sent by mail where mail is configured.</summary>
public sealed class InvitePerson(AppDb db, IGuardPeople guard, Accounts accounts, OutgoingMail mail, PublicAddress site, Catalogues catalogues)
{
    public sealed class Input
    {
        /// <summary>lv, az or en: the language of the letter and of the product for them.</summary>
        [Required, StringLength(2)] public string Language { get; set; } = "";
    }

    /// <summary>The link to hand over; none where a letter carried it: whoever opens that reads the mail of the person.</summary>
    public sealed record Invited(Uri? Link);

    public async Task<Outcome<Invited>> Run(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (Language.Find(input.Language) is not { } language) return Accounts.LanguageUnknown;
        var person = await db.Seen<Person>(viewer).Include(p => p.Employments).FirstOrDefaultAsync(p => p.Id == id && p.MergedIntoId == null, ct);
        if (person is null || !person.ManagedBy(viewer)) return Problem.NotFound;
        if ((await guard.Beyond(viewer, [id], ct)).Count > 0) return Person.PostElsewhere.With(person.Name);
        if (person.Email.Length == 0) return Person.NoEmail;
        db.Record(viewer, new PersonInvitedToSignIn(), person);
        var invited = await accounts.Invite(viewer, person.Id, person.CountryId, person.Email, language.Code, ct);
        if (invited.Problem is { } problem) return problem == Accounts.EmailTaken ? problem : problem with { Field = null };
        var link = site.Of($"/invitation/{invited.Value}");
        return new Invited(await Mail(person, catalogues[language.Code], link, viewer, ct) ? null : link);
    }

    async Task<bool> Mail(Person person, Texts t, Uri link, Viewer viewer, CancellationToken ct)
    {
        if (mail.Settings is not { } settings) return false;
        var text = t["{0} invites you to Balsts, where professional support for educators is planned and agreed. Open this link within 14 days and choose a password:", viewer.Name];
        var letter = new Letter(person.Email, t["An invitation to Balsts"], $"{text}\n\n{link}\n\nBalsts", ToName: person.Name, Language: t.Language);
        return !(await new Mailer(settings).Send(letter, ct)).Failed;
    }
}
