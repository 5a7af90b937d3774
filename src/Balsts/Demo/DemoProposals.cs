using Balsts.Proposals;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;

namespace Balsts.Demo;

/// <summary>Two proposals: a head's to the municipality, which was taken up and published, and a teacher's to the head, which waits for an answer.</summary>
static class DemoProposals
{
    public static void Add(AppDb db, CountryPacks packs, TimeProvider clock)
    {
        var today = packs["LV"].Today(clock);
        var taken = Make("head", "gauja", "Viens robotu komplekts visām novada skolām", "Katrai skolai savu komplektu pirkt ir dārgi, un mēnesi gadā to lieto divas klases. Novada centrs varētu to izsniegt uz divām nedēļām.", today.AddDays(-20));
        taken.Reply("Apspriedīsim ar centra vadītāju un mentoriem.");
        Tell("municipality", new ProposalAnswered());
        taken.Decide(true, "Centrs komplektu iegādāsies no novada līdzekļiem; pieteikties varēs ar mentora starpniecību.");
        Tell("municipality", new ProposalTakenUp());
        taken.Publish(today.AddDays(-5));
        Tell("municipality", new ProposalPublished());

        Make("teacher", "gaujmala", "Viena brīva stunda nedēļā savstarpējai vērošanai", "Ja otrdienās piektā stunda būtu brīva trim matemātikas skolotājiem reizē, mēs varētu viesoties cits pie cita.", today.AddDays(-3));

        Proposal Make(string author, string unit, string title, string text, DateOnly on)
        {
            var proposal = new Proposal { Id = DemoWorld.Id($"{author} proposal"), CountryId = "LV", AuthorId = DemoWorld.Id(author), AddresseeUnitId = DemoWorld.Id(unit), Title = title, Text = text, On = on };
            db.Add(Viewer.System, proposal);
            db.Record(DemoMonths.As(author, "LV"), new ProposalMade(), proposal);
            return proposal;
        }

        void Tell(string who, IRecorded what) => db.Record(DemoMonths.As(who, "LV"), what, taken);
    }
}
