using Balsts.Activities;
using Balsts.Months;
using FsCheck;
using FsCheck.Fluent;
using Foundation.Outcomes;
using Foundation.Periods;
using Outcome = Foundation.Outcomes.Outcome;

namespace Balsts.Tests.Months;

/// <summary>The rules of plan lines and of the two keys, without a database.</summary>
public sealed class ReportRulesTests
{
    static readonly Guid Author = Guid.NewGuid(), Organiser = Guid.NewGuid(), HeadA = Guid.NewGuid(), HeadB = Guid.NewGuid();
    static readonly Guid Municipality = Guid.NewGuid(), SchoolA = Guid.NewGuid(), SchoolB = Guid.NewGuid();
    static readonly Month November = new(2026, 11);
    static readonly DateOnly Today = new(2026, 12, 1);
    static readonly DateOnly Until = new(2026, 12, 8);
    static readonly DateTime Now = new(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc);

    static MonthlyReport Report(Guid? organiser = null) => new() { Id = Guid.NewGuid(), CountryId = "LV", PlanId = Guid.NewGuid(), PersonId = Author, OrganiserUnitId = organiser ?? Municipality, Month = November };

    static ReportSlice Slice(MonthlyReport report, Guid unit, string judgement = "good", int minutes = 60)
    {
        var slice = new ReportSlice { Id = Guid.NewGuid(), CountryId = "LV", ReportId = report.Id, UnitId = unit, Round = report.Round + 1, Judgement = judgement, Needed = "" };
        slice.Lines.Add(new()
        {
            Id = Guid.NewGuid(), CountryId = "LV", SliceId = slice.Id, ReportId = report.Id, ActivityId = unit, PlanLineId = null, On = November.First, MovedTo = null, Kind = ActivityKind.Consultation, Topic = "",
            People = [], PlannedMinutes = 60, DoneMinutes = minutes, Mark = LineMark.Done, Reason = "", Place = 0,
        });
        return slice;
    }

    static MonthlyReport Submitted(Guid? organiser = null, params Guid[] units)
    {
        var report = Report(organiser);
        report.Submit("It went well", "", [.. (units.Length > 0 ? units : [SchoolA, SchoolB]).Select(u => Slice(report, u))], Today, Now).ShouldBe(Outcome.Done);
        return report;
    }

    static ReportSlice Of(MonthlyReport report, Guid unit) => report.CurrentSlices.Single(s => s.UnitId == unit);

    [Fact]
    public void A_month_that_has_not_begun_is_not_reported()
    {
        var report = Report();
        report.Submit("good", "", [Slice(report, SchoolA)], new(2026, 10, 31), Now).Problem.ShouldBe(MonthlyReport.MonthNotBegun);
    }

    [Fact]
    public void An_empty_month_and_a_report_without_judgement_are_not_submitted()
    {
        var report = Report();
        report.Submit("good", "", [], Today, Now).Problem.ShouldBe(MonthlyReport.NothingToReport);
        report.Submit(" ", "", [Slice(report, SchoolA)], Today, Now).Problem.ShouldBe(MonthlyReport.JudgementMissing);
        report.Round.ShouldBe(0);
    }

    [Fact]
    public void The_organiser_waits_for_the_schools_and_then_accepts()
    {
        var report = Submitted();
        report.Accept(Organiser, "", Today, Until, Now).Problem!.Code.ShouldBe("report.keys-missing");
        report.Discuss(Of(report, SchoolA), HeadA, "", Now).Failed.ShouldBeFalse();
        report.Discuss(Of(report, SchoolB), HeadB, "fine", Now).Failed.ShouldBeFalse();
        report.Accept(Organiser, "", Today, Until, Now).Failed.ShouldBeFalse();
        report.State.ShouldBe(ReportState.Accepted);
        report.Accept(Organiser, "", Today, Until, Now).Problem.ShouldBe(MonthlyReport.AcceptedAlready);
    }

    [Fact]
    public void After_the_days_for_it_the_organiser_accepts_past_an_unturned_key_with_a_reason()
    {
        var report = Submitted();
        report.Discuss(Of(report, SchoolA), HeadA, "", Now);
        report.Accept(Organiser, "", Until, Until, Now).Problem!.Code.ShouldBe("report.keys-missing");
        report.Accept(Organiser, " ", Until.AddDays(1), Until, Now).Problem.ShouldBe(MonthlyReport.ReasonMissing);
        report.Accept(Organiser, "The head is ill", Until.AddDays(1), Until, Now).Failed.ShouldBeFalse();
        Of(report, SchoolA).Key.ShouldBe(SliceKey.Discussed);
        Of(report, SchoolB).Key.ShouldBe(SliceKey.NotDiscussed);
    }

    [Fact]
    public void Where_head_and_organiser_are_one_one_key_is_enough()
    {
        var report = Submitted(SchoolA, SchoolA);
        report.Accept(HeadA, "", Today, Until, Now).Failed.ShouldBeFalse();
        Of(report, SchoolA).Key.ShouldBe(SliceKey.Discussed);
        Of(report, SchoolA).TurnedById.ShouldBe(HeadA);
    }

    [Fact]
    public void Nobody_turns_a_key_on_their_own_report()
    {
        var report = Submitted();
        report.Discuss(Of(report, SchoolA), Author, "", Now).Problem.ShouldBe(MonthlyReport.OwnReport);
        report.Return(Of(report, SchoolA), Author, "no", Now).Problem.ShouldBe(MonthlyReport.OwnReport);
        report.Accept(Author, "because", Until.AddDays(9), Until, Now).Problem.ShouldBe(MonthlyReport.OwnReport);
    }

    [Fact]
    public void A_key_that_was_turned_does_not_send_the_report_back()
    {
        var report = Submitted();
        report.Discuss(Of(report, SchoolA), HeadA, "fine", Now);
        report.Return(Of(report, SchoolA), HeadA, "no", Now).Problem.ShouldBe(ReportSlice.TurnedAlready);
        report.State.ShouldBe(ReportState.Submitted);
        Of(report, SchoolA).Remark.ShouldBe("fine");
    }

    [Fact]
    public void Returning_needs_a_remark()
    {
        var report = Submitted();
        report.Return(Of(report, SchoolA), HeadA, " ", Now).Problem.ShouldBe(MonthlyReport.RemarkMissing);
        report.Return(Organiser, "").Problem.ShouldBe(MonthlyReport.RemarkMissing);
    }

    [Fact]
    public void Only_the_part_that_changed_is_discussed_anew()
    {
        var report = Submitted();
        report.Discuss(Of(report, SchoolA), HeadA, "fine", Now);
        report.Return(Of(report, SchoolB), HeadB, "The hours are wrong", Now);
        report.Submit("It went well", "", [Slice(report, SchoolA), Slice(report, SchoolB, minutes: 45)], Today, Now).Failed.ShouldBeFalse();
        (Of(report, SchoolA).Key, Of(report, SchoolA).Remark, Of(report, SchoolA).TurnedById).ShouldBe((SliceKey.Discussed, "fine", HeadA));
        Of(report, SchoolB).Key.ShouldBe(SliceKey.Waiting);
    }

    [Fact]
    public void A_line_moved_within_its_month_stays_a_line_and_is_done_on_the_new_day()
    {
        var line = Line();
        line.Move(new(2026, 11, 23), "the teacher was ill", November).Failed.ShouldBeFalse();
        (line.State, line.Day, line.On).ShouldBe((LineState.Planned, new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 16)));
        line.Done(Guid.NewGuid()).Failed.ShouldBeFalse();
        line.Done(Guid.NewGuid()).Problem.ShouldBe(PlanLine.DoneAlready);
    }

    [Fact]
    public void A_line_moved_to_another_month_or_dropped_is_not_done_any_more()
    {
        var moved = Line();
        moved.Move(new(2026, 12, 3), "", November).Problem.ShouldBe(PlanLine.ReasonMissing);
        moved.Move(new(2026, 12, 3), "a seminar that day", November).Failed.ShouldBeFalse();
        moved.Done(Guid.NewGuid()).Problem.ShouldBe(PlanLine.NotPlannedAnyMore);
        var dropped = Line();
        dropped.Drop("no longer needed").Failed.ShouldBeFalse();
        dropped.Describe(new(2026, 11, 17), 60, ActivityKind.Meeting, false, "", "", November).Problem.ShouldBe(PlanLine.NotPlannedAnyMore);
    }

    static PlanLine Line()
    {
        var line = new PlanLine { Id = Guid.NewGuid(), CountryId = "LV", PlanId = Guid.NewGuid(), UnitId = SchoolA };
        line.Describe(new(2026, 11, 16), 60, ActivityKind.Observation, false, "", "", November).Failed.ShouldBeFalse();
        return line;
    }

    enum Press { Submit, SubmitChanged, DiscussA, DiscussB, DiscussOldA, ReturnA, ReturnB, ReturnOldB, ReturnWhole, Accept, AcceptLate }

    [Fact]
    public void Whatever_is_pressed_in_whatever_order_the_keys_keep_their_promises() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
            Gen.Elements(Enum.GetValues<Press>()).ListOf(25).ToArbitrary(), presses =>
            {
                var report = Report();
                var (accepted, changes) = (0, 0);
                foreach (var press in presses)
                {
                    var before = report.Slices.ToDictionary(s => s, s => (s.Key, s.TurnedById, s.TurnedAt, s.Remark));
                    var (state, round) = (report.State, report.Round);
                    var at = Now.AddMinutes(++changes);
                    var outcome = Do(report, press, at);

                    // a refusal changes nothing
                    if (outcome.Failed && (report.State != state || report.Round != round || before.Any(b => Changed(b.Key, b.Value)))) return false;
                    // earlier rounds stay as they were, and no key is turned twice in a round
                    if (before.Any(b => Changed(b.Key, b.Value) && (b.Key.Round != round || b.Value.Key != SliceKey.Waiting))) return false;
                    // what was accepted stays accepted
                    if (state == ReportState.Accepted && !outcome.Failed) return false;
                    // an unchanged slice keeps its key, a changed one does not
                    if (press is Press.Submit or Press.SubmitChanged && !outcome.Failed)
                    {
                        foreach (var slice in report.CurrentSlices)
                        {
                            var earlier = report.Slices.FirstOrDefault(s => s.Round == round && s.UnitId == slice.UnitId);
                            var keeps = earlier is { Key: SliceKey.Discussed } && earlier.Judgement == slice.Judgement;
                            if ((slice.Key == SliceKey.Discussed) != keeps || (keeps && slice.TurnedAt != earlier!.TurnedAt)) return false;
                        }
                    }
                    if (press is Press.Accept or Press.AcceptLate && !outcome.Failed) accepted++;
                }
                return accepted <= 1 && report.Rounds.Count == report.Round;
            }));

    static bool Changed(ReportSlice slice, (SliceKey, Guid?, DateTime?, string) before) => (slice.Key, slice.TurnedById, slice.TurnedAt, slice.Remark) != before;

    static Outcome Do(MonthlyReport report, Press press, DateTime at)
    {
        ReportSlice? current(Guid unit) => report.CurrentSlices.FirstOrDefault(s => s.UnitId == unit);
        ReportSlice? old(Guid unit) => report.Slices.FirstOrDefault(s => s.UnitId == unit && s.Round < report.Round);
        return press switch
        {
            Press.Submit => report.Submit("well", "", [Slice(report, SchoolA), Slice(report, SchoolB)], Today, at),
            Press.SubmitChanged => report.Submit("well", "", [Slice(report, SchoolA, $"new {report.Round}"), Slice(report, SchoolB)], Today, at),
            Press.DiscussA => current(SchoolA) is { } s ? report.Discuss(s, HeadA, "", at) : MonthlyReport.NotSubmitted,
            Press.DiscussB => current(SchoolB) is { } s ? report.Discuss(s, HeadB, "fine", at) : MonthlyReport.NotSubmitted,
            Press.DiscussOldA => old(SchoolA) is { } s ? report.Discuss(s, HeadA, "", at) : MonthlyReport.NotSubmitted,
            Press.ReturnA => current(SchoolA) is { } s ? report.Return(s, HeadA, "no", at) : MonthlyReport.NotSubmitted,
            Press.ReturnB => current(SchoolB) is { } s ? report.Return(s, HeadB, "no", at) : MonthlyReport.NotSubmitted,
            Press.ReturnOldB => old(SchoolB) is { } s ? report.Return(s, HeadB, "no", at) : MonthlyReport.NotSubmitted,
            Press.ReturnWhole => report.Return(Organiser, "no"),
            Press.Accept => report.Accept(Organiser, "", Today, Until, at),
            _ => report.Accept(Organiser, "they are away", Until.AddDays(1), Until, at),
        };
    }
}
