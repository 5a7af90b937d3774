using Balsts.Agreements;
using Balsts.Forms;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>How a reader narrows the visits.</summary>
public sealed record VisitFilter(VisitState? State = null, Guid? PersonId = null, bool Ahead = false)
{
    /// <summary>As the address of the list says it; what cannot be understood is left out.</summary>
    public static VisitFilter Of(ListQuery query) => new(Enum.TryParse<VisitState>(query["state"], true, out var state) && Enum.IsDefined(state) ? state : null, Guid.TryParse(query["person"], out var person) ? person : null, query["when"] == "ahead");
}

/// <summary>A visit as lists show it: when, with whom, and how far it has come.</summary>
public sealed record VisitRow(Guid Id, string CountryId, Guid UnitId, AgreementKind Kind, Guid AgreementId, Guid PersonId, Guid ObserverId, Guid OfferedById, DateOnly On, TimeOnly At, int Minutes, bool IsOnline, string[] Also, VisitState State, DateOnly? FeedbackDueOn, DateOnly? RevisitOn, Guid? ActivityId, int Version);

/// <summary>A visit with what was said and noted, as far as the viewer reads it.</summary>
/// <param name="Observation">Null where its words are gone.</param>
/// <param name="Body">The edition of the form by which it is observed.</param>
/// <param name="Noted">Whether the viewer reads the entries: whoever noted them always, the educator from their self-evaluation on.</param>
public sealed record WholeVisit(Visit Visit, Observation? Observation, FormBody Body, VisitRecord Record, bool Noted, IReadOnlyList<AgreedAction> Actions);

/// <summary>Visits as far as the viewer sees them, the latest day first.</summary>
public sealed class FindVisits(AppDb db, CountryPacks packs, IEnumerable<ICalendarPart> calendar, Texts t)
{
    const int Offered = 20;

    static readonly System.Linq.Expressions.Expression<Func<Visit, VisitRow>> Shown = v =>
        new(v.Id, v.CountryId, v.UnitId, v.Kind, v.AgreementId, v.PersonId, v.ObserverId, v.OfferedById, v.On, v.At, v.Minutes, v.IsOnline, v.Also, v.State, v.FeedbackDueOn, v.RevisitOn, v.ActivityId, v.Version);

    public Task<PageOf<VisitRow>> Page(VisitFilter filter, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default)
    {
        var (rows, today) = (db.Seen<Visit>(viewer), viewer.Today);
        if (filter.State is { } state) rows = rows.Where(v => v.State == state);
        if (filter.PersonId is { } person) rows = rows.Where(v => v.PersonId == person || v.ObserverId == person);
        if (filter.Ahead) rows = rows.Where(v => v.On >= today && (v.State == VisitState.Offered || v.State == VisitState.Booked));
        return rows.PageByDay(v => v.On, v => v.Id, Shown, r => (r.On, r.Id), size, after, before, count, ct);
    }

    public async Task<WholeVisit?> One(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Visit>(viewer).AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, ct) is not { } visit) return null;
        var observation = await db.Seen<Observation>(viewer).AsNoTracking().FirstOrDefaultAsync(o => o.VisitId == id, ct);
        var noted = visit.ObserverId == viewer.PersonId || visit.IsRead;
        List<VisitEntry> entries = noted && visit.BeganAt is not null ? await db.Seen<VisitEntry>(viewer).AsNoTracking().Where(e => e.VisitId == id).ToListAsync(ct) : [];
        List<AgreedAction> actions = visit.FeedbackAt is not null ? await db.Seen<AgreedAction>(viewer).AsNoTracking().Where(a => a.VisitId == id).OrderBy(a => a.Number).ToListAsync(ct) : [];
        return new(visit, observation, await Form(visit, ct), new(entries), noted, actions);
    }

    /// <summary>The edition by which a visit is observed, whoever of the two sees the form: it belongs to the visit.</summary>
    public async Task<FormBody> Form(Visit visit, CancellationToken ct = default) => FormBody.Of(await db.Seen<FormVersion>(Viewer.System).AsNoTracking().FirstAsync(v => v.Id == visit.FormVersionId, ct));

    /// <summary>What the two agreed before and have not looked back at yet.</summary>
    public async Task<IReadOnlyList<AgreedAction>> Before(Visit visit, Viewer viewer, CancellationToken ct = default) =>
        await db.Seen<AgreedAction>(viewer).AsNoTracking().Where(a => a.PersonId == visit.PersonId && a.ObserverId == visit.ObserverId && a.VisitId != visit.Id && a.State == ActionState.Open).OrderBy(a => a.DueOn).ThenBy(a => a.Id).Take(Offered).ToListAsync(ct);

    /// <summary>The viewer's own agreements under which a visit can be offered from today on.</summary>
    public async Task<IReadOnlyList<AgreementRow>> Agreements(Viewer viewer, FindAgreements agreements, CancellationToken ct = default) =>
        (await agreements.Page(new(AgreementState.InForce, Mine: true), viewer, Offered, null, count: false, ct: ct)).Rows;

    /// <summary>How often colleagues visited one another this school year in the institutions that the viewer leads: a number, and nothing of whom.</summary>
    public async Task<IReadOnlyList<(Guid UnitId, int Visits)>> OfColleagues(Viewer viewer, CancellationToken ct = default)
    {
        var seats = viewer.SeatsOf(VisitRights.ReadShared);
        if (seats.Length == 0) return [];
        var pack = packs[viewer.CountryId];
        var since = pack.SchoolYear(pack.SchoolYearOf(viewer.Today)).StartsOn;
        var counted = await db.Seen<Visit>(Viewer.System).Where(v => seats.Contains(v.UnitId) && v.Kind == AgreementKind.Peer && v.State == VisitState.Finished && v.On >= since).GroupBy(v => v.UnitId).Select(g => new { g.Key, Visits = g.Count() }).ToListAsync(ct);
        return [.. counted.OrderBy(c => c.Key).Select(c => (c.Key, c.Visits))];
    }

    /// <summary>When something else begins that the viewer has at that time: another visit that is booked, or whatever stands in their calendar.</summary>
    public async Task<TimeOnly?> Busy(Guid besides, VisitTime time, int minutes, Viewer viewer, CancellationToken ct = default)
    {
        foreach (var part in calendar)
            foreach (var entry in await part.Of(viewer, time.On, time.On, t, ct))
                if (entry is { At: { } at, IsOff: false, Minutes: > 0 } && entry.Id != besides && entry.Topic != t[CalendarOfVisits.NotBooked] && Visit.Meet(at, entry.Minutes, time.At, minutes)) return at;
        return null;
    }
}
