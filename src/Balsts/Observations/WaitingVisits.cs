using Balsts.Agreements;
using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>Visits that wait for a step of the viewer, lessons of today and tomorrow, what was agreed and is due to be looked back at, and visits after which one looks again.</summary>
public sealed class WaitingVisits(AppDb db) : IWaitingPart
{
    public NoticeKind Notices => NoticeKind.Visits;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var (me, today, soon) = (viewer.PersonId, viewer.Today, viewer.Today.AddDays(1));
        var (seen, actions) = (db.Seen<Visit>(viewer).AsNoTracking(), db.Seen<AgreedAction>(viewer).Where(a => a.PersonId == me && a.State == ActionState.Open && a.DueOn <= today));
        var waiting = await seen.Where(v => v.PersonId == me || v.ObserverId == me).Where(v =>
                (v.State == VisitState.Offered && v.OfferedById != me && v.On >= today)
                || (v.State == VisitState.Booked && ((v.ObserverId == me && v.On <= soon) || (v.PersonId == me && v.On >= today && v.On <= soon)))
                || (v.State == VisitState.Observed && (v.PersonId == me || v.FeedbackDueOn <= today))
                || (v.State == VisitState.Evaluated && v.ObserverId == me)
                || (v.State == VisitState.FeedbackGiven && ((v.PersonId == me && v.ConfirmedAt == null) || (v.ObserverId == me && v.ObserverConfirmedAt == null)))
                || (v.State == VisitState.Finished && v.PersonId == me && actions.Any(a => a.VisitId == v.Id))
                || (v.State == VisitState.Finished && v.ObserverId == me && v.RevisitOn <= today
                    && !db.Seen<Visit>(viewer).Any(n => n.PersonId == v.PersonId && n.ObserverId == me && n.State != VisitState.Cancelled && (n.State != VisitState.Offered || n.On >= today) && (n.On > v.On || (n.On == v.On && n.At > v.At)))
                    && db.Seen<SupportAgreement>(viewer).Any(a => a.SupporterId == me && a.PersonId == v.PersonId && a.Kind == v.Kind && a.State == AgreementState.InForce && a.EndsOn >= today)))
            .OrderBy(v => v.On).ThenBy(v => v.Id).Take(IWaitingPart.Most)
            .Select(v => new Step(v.Id, v.PersonId, v.ObserverId, v.On, v.At, v.State, v.FeedbackDueOn, v.RevisitOn, v.State != VisitState.Finished ? null : actions.Where(a => a.VisitId == v.Id).OrderBy(a => a.DueOn).ThenBy(a => a.Id).Select(a => (Guid?)a.Id).FirstOrDefault())).ToListAsync(ct);
        return [.. waiting.Select(v => Of(v, me, today, t))];
    }

    sealed record Step(Guid Id, Guid PersonId, Guid ObserverId, DateOnly On, TimeOnly At, VisitState State, DateOnly? FeedbackDueOn, DateOnly? RevisitOn, Guid? Action);

    static Waiting Of(Step v, Guid me, DateOnly today, Texts t)
    {
        var (other, mine, day, page) = (v.PersonId == me ? v.ObserverId : v.PersonId, v.PersonId == me, t["{0}, {1}", t.Day(v.On), t.Time(v.At)], VisitPage.Url(v.Id));
        return v.State switch
        {
            VisitState.Offered => Line("calendar-plus", name => t["{0} offers you a visit", name], day, page, t["Answer"], t["A visit to a lesson is offered to you"]),
            VisitState.Booked when mine => Line("eye-check", name => t["{0} comes to your lesson", name], day, page, t["Open"], t["Somebody comes to your lesson"]) with { DueOn = v.On },
            VisitState.Booked => Line("eye-check", name => t["Lesson of {0}", name], day, v.On <= today ? ObserveVisitPage.Url(v.Id) : page, v.On <= today ? t["Observe"] : t["Open"], t["You visit a lesson"]) with { DueOn = v.On },
            VisitState.Observed when mine => Line("pencil", name => t["Look at your lesson before you read what {0} noted", name], day, SelfEvaluationPage.Url(v.Id), t["Evaluate your lesson"], t["Your self-evaluation of a lesson is next"]) with { DueOn = v.FeedbackDueOn },
            VisitState.Observed or VisitState.Evaluated => Line("message-circle", name => t["Give {0} feedback", name], day, FeedbackPage.Url(v.Id), t["Give feedback"], t["Feedback on a lesson is due"]) with { DueOn = v.FeedbackDueOn },
            VisitState.FeedbackGiven => Line("check", name => mine ? t["{0} gave you feedback", name] : t["Confirm the feedback for {0}", name], day, page, t["Confirm"], t["Feedback waits for your confirmation"]),
            _ when v.Action is { } action => Line("checkbox", name => t["Look back at what you agreed with {0}", name], t["Did you try it? What came of it?"], CheckActionPage.Url(action), t["Look back"], t["Look back at what you agreed after a lesson"]) with { DueOn = v.RevisitOn },
            _ => Line("refresh", name => t["It is time to visit {0} again", name], t["The last visit was on {0}.", v.On], page, t["Open"], t["It is time for another visit"]) with { DueOn = v.RevisitOn },
        };

        Waiting Line(string icon, Func<string, string> title, string sub, string href, string act, string outside) => new(icon, StateKind.Submitted, title, sub, href, act) { Outside = outside, Who = other };
    }
}
