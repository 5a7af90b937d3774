using Balsts.Agreements;
using Balsts.Forms;
using Balsts.Observations;

namespace Balsts.Tests.Observations;

/// <summary>The rules of a visit and of its record, without a database.</summary>
public sealed class VisitRuleTests
{
    static readonly DateOnly Today = new(2026, 11, 23);
    static readonly DateTime Now = new(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc);
    static readonly Guid Educator = Guid.CreateVersion7(), Observer = Guid.CreateVersion7();

    static SupportAgreement Agreed(AgreementKind kind = AgreementKind.Support)
    {
        var agreement = new SupportAgreement { Id = Guid.CreateVersion7(), CountryId = "LV", UnitId = Guid.CreateVersion7(), Kind = kind, PersonId = Educator, SupporterId = Observer, OfferedById = Observer };
        agreement.Describe(AgreementMethod.Mentoring, null, null, null, Today.AddDays(-5), Today.AddDays(20), Today);
        agreement.Confirm(Educator, Today);
        return agreement;
    }

    static Visit Booked(SupportAgreement agreement)
    {
        var visit = new Visit { Id = Guid.CreateVersion7(), CountryId = "LV", UnitId = agreement.UnitId, AgreementId = agreement.Id, Kind = agreement.Kind, PersonId = Educator, ObserverId = Observer, FormVersionId = Guid.CreateVersion7() };
        visit.Offer([new(Today, new(9, 0))], 40, false, agreement, Observer, Today).Failed.ShouldBeFalse();
        visit.Book(visit.Times[0], agreement, Educator, Today).Failed.ShouldBeFalse();
        return visit;
    }

    static VisitEntry Entry(int minute, EntryKind kind, string code, string value = "", string text = "", Guid? takesBack = null) => new()
    {
        Id = Guid.CreateVersion7(), CountryId = "LV", ObservationId = Guid.Empty, VisitId = Guid.Empty, PersonId = Educator, ById = Observer, UnitId = Guid.Empty, On = Today, At = Now.AddMinutes(minute), Kind = kind, Code = code, Value = value, Text = text, TakesBackId = takesBack,
    };

    [Fact]
    public void The_last_thing_said_stands_in_whatever_order_it_arrives()
    {
        var taken = Entry(1, EntryKind.Note, "", text: "Mistaken");
        VisitEntry[] entries = [Entry(9, EntryKind.Mark, "goal", "3"), Entry(2, EntryKind.Mark, "goal", "1"), taken, Entry(5, EntryKind.Note, "goal", text: "Said aloud"), Entry(6, EntryKind.TakenBack, "", takesBack: taken.Id), Entry(3, EntryKind.Mark, "other", "2"), Entry(4, EntryKind.Mark, "other")];
        foreach (var record in new[] { new VisitRecord(entries), new VisitRecord(entries.Reverse()) })
        {
            record.All(EntryKind.Mark).ShouldBe(new Dictionary<string, string> { ["goal"] = "3" });
            record.Notes.Select(n => n.Text).ShouldBe(["Said aloud"]);
        }
    }

    [Fact]
    public void What_the_form_does_not_ask_does_not_fit()
    {
        var body = LayDownForms.Shipped.Single(f => f.Code == "teach-primary" || f.Snapshots is not null);
        var (mark, shot) = (VisitRecord.Marked(body).First(), VisitRecord.Snapshots(body).First());
        VisitRecord.Fits(body, EntryKind.Mark, mark.Code, VisitRecord.Values(mark.Scale).First(), "").Failed.ShouldBeFalse();
        VisitRecord.Fits(body, EntryKind.Mark, mark.Code, "77", "").Problem!.Code.ShouldBe("entry.unfit");
        VisitRecord.Fits(body, EntryKind.Snapshot, shot.Code, shot.Question.Answers[0].Code, "").Failed.ShouldBeFalse();
        VisitRecord.Fits(body, EntryKind.Snapshot, "9." + shot.Code, shot.Question.Answers[0].Code, "").Failed.ShouldBeTrue();
        VisitRecord.Fits(body, EntryKind.Note, "", "", "").Problem!.Code.ShouldBe("entry.empty");
        VisitRecord.Snapshots(body).Count().ShouldBe(body.Segments!.Count * body.Snapshots!.PerSegment * body.Snapshots.Questions.Length);
    }

    [Fact]
    public void Nobody_begins_before_the_day_or_when_the_agreement_has_ended()
    {
        var agreement = Agreed();
        var visit = Booked(agreement);
        visit.Begin(agreement, Now, Today.AddDays(-1)).Problem!.Code.ShouldBe("visit.not-yet");
        agreement.End(Today);
        visit.Begin(agreement, Now, Today).Problem!.Code.ShouldBe("visit.not-agreed");
    }

    [Fact]
    public void It_is_finished_when_both_have_confirmed_in_either_order()
    {
        foreach (var order in new[] { new[] { Educator, Observer }, [Observer, Educator] })
        {
            var agreement = Agreed();
            var visit = Booked(agreement);
            visit.Begin(agreement, Now, Today);
            visit.End(40, Now, Today.AddDays(1));
            visit.IsRead.ShouldBeFalse();
            visit.GiveFeedback(null, Now, Today).Problem!.Code.ShouldBe("visit.evaluation-first");
            visit.Evaluate(Now);
            visit.GiveFeedback(null, Now, Today).Failed.ShouldBeFalse();
            visit.RevisitOn.ShouldBe(Today.AddDays(Visit.RevisitDays));
            visit.Confirm(order[0], Now).Failed.ShouldBeFalse();
            visit.GiveFeedback(null, Now, Today).Problem!.Code.ShouldBe("visit.no-feedback-now");
            visit.Confirm(order[0], Now).Problem!.Code.ShouldBe("visit.nothing-to-confirm");
            visit.State.ShouldBe(VisitState.FeedbackGiven);
            visit.Confirm(order[1], Now);
            visit.State.ShouldBe(VisitState.Finished);
        }
    }

    [Theory]
    [InlineData("09:00", 40, "09:39", 40, true)]
    [InlineData("09:00", 40, "09:40", 40, false)]
    [InlineData("09:40", 40, "09:00", 41, true)]
    public void Two_things_of_one_day_meet_when_one_begins_before_the_other_ends(string at, int minutes, string otherAt, int otherMinutes, bool meet) =>
        Visit.Meet(TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture), minutes, TimeOnly.Parse(otherAt, System.Globalization.CultureInfo.InvariantCulture), otherMinutes).ShouldBe(meet);
}
