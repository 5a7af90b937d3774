using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Forms;

/// <summary>The forms that the viewer may observe by, by name.</summary>
public sealed class FindForms(AppDb db)
{
    public sealed record Row(Guid Id, string CountryId, Guid? UnitId, string Code, Wording Name, string SortName, int Current, DateOnly? RetiredOn, int Version)
    {
        public FormState State => RetiredOn is null ? FormState.InUse : FormState.Retired;
    }

    /// <param name="state">Those in use, or those that are retired; both where it is not said.</param>
    public Task<PageOf<Row>> Page(FormState? state, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default)
    {
        var rows = db.Seen<ObservationForm>(viewer);
        if (state is { } asked) rows = rows.Where(f => f.RetiredOn == null == (asked == FormState.InUse));
        return rows.Page(f => f.SortName, f => new Row(f.Id, f.CountryId, f.UnitId, f.Code, f.Name, f.SortName, f.Current, f.RetiredOn, f.Version), f => f.SortName, size, after, before, false, count, ct);
    }

    /// <summary>A form with one of its versions: the current one where none is asked for.</summary>
    public async Task<(ObservationForm Form, FormVersion Version)?> One(Guid id, int? number, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<ObservationForm>(viewer).AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) is not { } form) return null;
        var asked = number ?? form.Current;
        return await db.Seen<FormVersion>(viewer).AsNoTracking().FirstOrDefaultAsync(v => v.FormId == id && v.Number == asked, ct) is { } version ? (form, version) : null;
    }
}
