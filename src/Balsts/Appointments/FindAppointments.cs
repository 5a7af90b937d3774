using Balsts.Units;
using Foundation.Data;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>How a reader narrows the list of posts: by post, by unit with or without what lies below it, by person, by whether the term runs today.</summary>
public sealed record AppointmentFilter(PostKind? Post = null, Guid? UnitId = null, Guid? PersonId = null, bool? Holds = null, bool Below = true)
{
    public static AppointmentFilter Of(ListQuery query) => new(
        Enum.TryParse<PostKind>(query["post"], out var post) && Enum.IsDefined(post) ? post : null,
        Guid.TryParse(query["unit"], out var unit) ? unit : null,
        Guid.TryParse(query["person"], out var person) ? person : null,
        query["term"] switch { "today" => true, "other" => false, _ => null });
}

/// <summary>A post held, as lists show it.</summary>
public sealed record AppointmentRow(Guid Id, string CountryId, Guid PersonId, PostKind Post, Guid UnitId, Guid AppointedByUnitId, string Field, int Load, Guid? SourceId, DateOnly StartsOn, DateOnly? EndsOn, int Version);

/// <summary>Who holds which post, as far as the viewer sees it; the latest terms first.</summary>
public sealed class FindAppointments(AppDb db, UnitTrees trees)
{
    public async Task<PageOf<AppointmentRow>> Page(AppointmentFilter filter, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default) =>
        await (await Where(filter, viewer, ct)).PageByDay(a => a.StartsOn, a => a.Id, Shown, r => (r.StartsOn, r.Id), size, after, before, count, ct);

    /// <summary>All rows of the filter, some hundred at a time, for a file.</summary>
    public async IAsyncEnumerable<IReadOnlyList<AppointmentRow>> All(AppointmentFilter filter, Viewer viewer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        string? after = null;
        do
        {
            var page = await Page(filter, viewer, 500, after, count: false, ct: ct);
            yield return page.Rows;
            after = page.After;
        }
        while (after is not null);
    }

    public async Task<AppointmentRow?> One(Guid id, Viewer viewer, CancellationToken ct = default) =>
        await db.Seen<Appointment>(viewer).AsNoTracking().Where(a => a.Id == id).Select(Shown).FirstOrDefaultAsync(ct);

    async Task<IQueryable<Appointment>> Where(AppointmentFilter filter, Viewer viewer, CancellationToken ct)
    {
        var today = viewer.Today;
        var rows = db.Seen<Appointment>(viewer);
        if (filter.Post is { } post) rows = rows.Where(a => a.Post == post);
        if (filter.PersonId is { } person) rows = rows.Where(a => a.PersonId == person);
        if (filter.Holds is true) rows = rows.Where(a => a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today));
        if (filter.Holds is false) rows = rows.Where(a => a.StartsOn > today || a.EndsOn < today);
        if (filter.UnitId is not { } unit) return rows;
        if (!filter.Below) return rows.Where(a => a.UnitId == unit);
        var tree = await trees.Now(ct);
        if (tree.IsCountry(unit))
        {
            var country = tree.Find(unit)!.CountryId; // thousands of ids are no filter
            return rows.Where(a => a.CountryId == country);
        }
        var below = tree.Below(unit).ToArray();
        return rows.Where(a => below.Contains(a.UnitId));
    }

    static readonly System.Linq.Expressions.Expression<Func<Appointment, AppointmentRow>> Shown = a =>
        new(a.Id, a.CountryId, a.PersonId, a.Post, a.UnitId, a.AppointedByUnitId, a.Field, a.Load, a.SourceId, a.StartsOn, a.EndsOn, a.Version);
}
