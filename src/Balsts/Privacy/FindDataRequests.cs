using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>A request as lists show it: who asks, what for, until when; not what they wrote.</summary>
public sealed record DataRequestRow(Guid Id, Guid PersonId, Guid UnitId, DataRequestKind Kind, DateOnly On, DateOnly DueOn, DataRequestState State);

/// <summary>What people asked about what is held on them: their own, and those that wait for the viewer's answer.</summary>
public sealed class FindDataRequests(AppDb db) : IWaitingPart
{
    const int ListMax = 100;

    public NoticeKind Notices => NoticeKind.Privacy;

    public async Task<IReadOnlyList<DataRequestRow>> Own(Viewer viewer, CancellationToken ct = default) =>
        await Rows(db.Seen<DataRequest>(viewer).Where(r => r.PersonId == viewer.PersonId).OrderByDescending(r => r.Id)).Take(ListMax).ToListAsync(ct);

    public async Task<IReadOnlyList<DataRequestRow>> ToAnswer(Viewer viewer, CancellationToken ct = default)
    {
        var (me, seats) = (viewer.PersonId, viewer.SeatsOf(PeopleRights.Manage));
        return seats.Length == 0 ? [] : await Rows(db.Seen<DataRequest>(viewer).Where(r => seats.Contains(r.UnitId) && r.PersonId != me && r.State == DataRequestState.Asked).OrderBy(r => r.DueOn).ThenBy(r => r.Id)).Take(ListMax).ToListAsync(ct);
    }

    static IQueryable<DataRequestRow> Rows(IQueryable<DataRequest> requests) => requests.Select(r => new DataRequestRow(r.Id, r.PersonId, r.UnitId, r.Kind, r.On, r.DueOn, r.State));

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct) =>
        [.. (await ToAnswer(viewer, ct)).Take(IWaitingPart.Most).Select(r => new Waiting("message-circle", StateKind.Submitted, name => t["{0} asks about what is held on them", name], t.Of(r.Kind), DataRequestPage.Url(r.Id), t["Answer"]) { Outside = t["Somebody asks about what is held on them"], Who = r.PersonId, DueOn = r.DueOn })];
}
