using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>An educator says that an entry about them is not so; its author answers, or corrects the entry.</summary>
public sealed class DisputeEntry(AppDb db)
{
    public sealed class Input
    {
        [Required, StringLength(ActivityRemark.TextMax)] public string? Text { get; set; }
    }

    /// <param name="id">The activity.</param>
    public async Task<Outcome<Guid>> Say(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Activity>(viewer).AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.People.Any(p => p.PersonId == viewer.PersonId), ct) is not { } activity) return Problem.NotFound;
        var remark = await db.Seen<ActivityRemark>(viewer).FirstOrDefaultAsync(r => r.ActivityId == id && r.PersonId == viewer.PersonId, ct);
        var isNew = remark is null;
        remark ??= ActivityRemark.On(activity, viewer.PersonId);
        if (remark.Say(WellFormed.Of(input.Text!)).Problem is { } unsaid) return unsaid;
        if (isNew) db.Add(viewer, remark);
        db.Record(viewer, new EntryDisputed(), remark);
        db.Notify(Notification.To(activity.AuthorId, activity.CountryId, db.Now, ActivityPage.Url(id), Texts.Id("{0} says that an entry of yours is not so"), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : remark.Id;
    }

    public sealed class Reply
    {
        [Required, StringLength(ActivityRemark.TextMax)] public string? Answer { get; set; }
    }

    /// <param name="id">The remark.</param>
    public async Task<Outcome<Guid>> Answer(Guid id, int? version, Reply input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<ActivityRemark>(viewer).FirstOrDefaultAsync(r => r.Id == id && r.AuthorId == viewer.PersonId, ct) is not { } remark) return Problem.NotFound;
        if (version is { } known && !db.StillAt(remark, known)) return Problem.ChangedMeanwhile;
        if (remark.Reply(WellFormed.Of(input.Answer ?? "")).Problem is { } unsaid) return unsaid;
        db.Record(viewer, new RemarkAnswered(), remark);
        db.Notify(Notification.To(remark.PersonId, remark.CountryId, db.Now, ActivityPage.Url(remark.ActivityId), Texts.Id("{0} answered what you said about an entry"), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : remark.ActivityId;
    }
}
