using Balsts.Agreements;
using Balsts.Sharing;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;

namespace Balsts.Demo;

/// <summary>What is agreed in the demo, in every state: in a Latvian school and its municipality, and in the initiative in Baku.</summary>
static class DemoAgreements
{
    public static void Add(AppDb db, CountryPacks packs, TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (lv, az) = (packs["LV"].Today(clock), packs["AZ"].Today(clock));
        var teacher = Offer("teacher agreement", "LV", "gaujmala", AgreementKind.Support, "teacher", "mentor", lv.AddDays(-40), 200, AgreementMethod.Mentoring, "Kad un kā skolēni uzzina, vai uzdevums izpildīts pareizi.", null, "teacher goal", "gaujmala goal");
        Confirm(teacher.Agreement, teacher.Terms, share: true);
        Offer("offered agreement", "LV", "gaujmala", AgreementKind.Support, "gaujmala 2", "mentor", lv.AddDays(-2), 180, AgreementMethod.Coaching, "Kā sākt stundu tā, lai skolēni paši nosaka mērķi.", null, "gaujmala goal");
        var ended = Offer("ended agreement", "LV", "gaujmala", AgreementKind.Support, "gaujmala 3", "mentor", lv.AddDays(-70), 180, AgreementMethod.Mentoring, "Grupu darba noteikumi un lomas.", null);
        Confirm(ended.Agreement, ended.Terms);
        End(ended.Agreement, ended.Terms, "Izrunājām visu, ko gribējām; turpinām savā mācīšanās grupā.");
        var over = Offer("over agreement", "LV", "mezmala", AgreementKind.Support, "mezmala 3", "consultant", lv.AddDays(-80), 60, AgreementMethod.Mentoring, "Snieguma līmeņu apraksti rakstu darbos.", null);
        Confirm(over.Agreement, over.Terms, lv.AddDays(-78));
        var declined = Offer("declined agreement", "LV", "mezmala", AgreementKind.Support, "mezmala 4", "consultant", lv.AddDays(-10), 120, AgreementMethod.Coaching, "Lasītprasme dabaszinību stundās.", null);
        Decline(declined.Agreement, declined.Terms, "Šajā semestrī jau strādāju kopā ar kolēģi no ģimnāzijas.");
        Offer("peer agreement", "LV", "gaujmala", AgreementKind.Peer, "gaujmala 4", "teacher", lv, 30, null, "Kā skolēni strādā stacijās.", null);

        var pupil = Offer("projectteacher agreement", "AZ", "baku62", AgreementKind.Support, "projectteacher", "projectmentor", az.AddDays(-30), 180, AgreementMethod.Mentoring, "Dərsin sonunda şagirdlərin nə öyrəndiyini necə bilirik.", DemoInitiatives.Baku, "projectteacher goal");
        Confirm(pupil.Agreement, pupil.Terms);
        var ending = Offer("ending agreement", "AZ", "baku145", AgreementKind.Support, "baku145 2", "projectmentor", az.AddDays(-50), 58, AgreementMethod.Coaching, "Elektron lövhədə şagirdlərin özünün işləməsi.", DemoInitiatives.Baku);
        Confirm(ending.Agreement, ending.Terms, az.AddDays(-49));
        var withdrawn = Offer("withdrawn agreement", "AZ", "baku18", AgreementKind.Support, "baku18 3", "projectmentor", az.AddDays(-5), 90, AgreementMethod.Mentoring, "Rəqəmsal qiymətləndirmənin meyarları.", DemoInitiatives.Baku);
        if (withdrawn.Agreement.Withdraw(withdrawn.Agreement.OfferedById).Problem is null) Tell(withdrawn.Agreement.OfferedById, new AgreementWithdrawn(), withdrawn.Agreement);
        Offer("organiser agreement", "AZ", "baku62", AgreementKind.Organiser, "projectteacher", "manager", az.AddDays(1), 30, null, "Mentorun dərsdən sonrakı söhbəti necə aparması.", null);

        (SupportAgreement Agreement, AgreementTerms Terms) Offer(string key, string country, string unit, AgreementKind kind, string person, string supporter, DateOnly from, int days, AgreementMethod? method, string focus, string? initiative, params string[] goals)
        {
            var agreement = new SupportAgreement
            {
                Id = DemoWorld.Id(key), CountryId = country, UnitId = DemoWorld.Id(unit), Kind = kind, PersonId = DemoWorld.Id(person), SupporterId = DemoWorld.Id(supporter), OfferedById = DemoWorld.Id(supporter), InitiativeId = initiative is null ? null : DemoWorld.Id(initiative),
            };
            agreement.Describe(method, AgreementChannel.InPerson, 2, 45, from, from.AddDays(days), from);
            var terms = AgreementTerms.Of(agreement, focus, [.. goals.Select(DemoWorld.Id)]);
            db.Add(Viewer.System, agreement);
            db.Add(Viewer.System, terms);
            Tell(agreement.OfferedById, new AgreementOffered(), agreement);
            return (agreement, terms);
        }

        void Confirm(SupportAgreement agreement, AgreementTerms terms, DateOnly? on = null, bool share = false)
        {
            agreement.Confirm(agreement.PersonId, on ?? agreement.StartsOn);
            Tell(agreement.PersonId, new AgreementConfirmed(), agreement);
            if (!share) return;
            var decision = terms.DecisionToShare(now);
            db.Add(Viewer.System, decision);
            terms.Share(decision);
            Tell(agreement.PersonId, new AgreementShared(), agreement);
        }

        void End(SupportAgreement agreement, AgreementTerms terms, string reason)
        {
            agreement.End(lv.AddDays(-7));
            db.Add(Viewer.System, terms.Because(reason));
            Tell(agreement.PersonId, new AgreementEnded(), agreement);
        }

        void Decline(SupportAgreement agreement, AgreementTerms terms, string reason)
        {
            agreement.Decline(agreement.PersonId);
            db.Add(Viewer.System, terms.Because(reason));
            Tell(agreement.PersonId, new AgreementDeclined(), agreement);
        }

        void Tell(Guid who, IRecorded what, SupportAgreement agreement) => db.Record(DemoMonths.As(who, agreement.CountryId), what, agreement);
    }
}
