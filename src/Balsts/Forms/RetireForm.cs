using Foundation.Data;
using Foundation.History;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Forms;

/// <summary>Retires a form of a unit: no new visit begins with it, and those that have begun go on. Or takes it into use again.</summary>
public sealed class RetireForm(AppDb db)
{
    public sealed class Input;

    public Task<Outcome<Guid>> Run(Guid id, int? version, Viewer viewer, CancellationToken ct = default) => Change(id, version, viewer, f => f.Retire(viewer.Today), new FormRetired(), ct);

    public Task<Outcome<Guid>> TakeBack(Guid id, int? version, Viewer viewer, CancellationToken ct = default) => Change(id, version, viewer, f => f.TakeBack(), new FormTakenBack(), ct);

    async Task<Outcome<Guid>> Change(Guid id, int? version, Viewer viewer, Func<ObservationForm, Outcome> change, IRecorded told, CancellationToken ct)
    {
        if (await db.Seen<ObservationForm>(viewer).FirstOrDefaultAsync(f => f.Id == id, ct) is not { } form || !form.KeptBy(viewer)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(form, known)) return Problem.ChangedMeanwhile;
        if (change(form).Problem is { } refused) return refused;
        db.Record(viewer, told, form);
        return (await db.Save(ct)).Problem is { } problem ? problem : form.Id;
    }
}
