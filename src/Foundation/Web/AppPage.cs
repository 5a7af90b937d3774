using System.Globalization;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;

namespace Foundation.Web;

/// <summary>A page: it knows who is looking, speaks their language, and decides nothing.</summary>
public abstract class AppPage : ComponentBase
{
    [CascadingParameter] protected HttpContext Http { get; set; } = default!;
    [Inject] protected NavigationManager Nav { get; set; } = default!;
    [Inject] protected AppDb Db { get; set; } = default!;
    [Inject] protected Texts T { get; set; } = default!;

    /// <summary>Who is looking. Pages for people who have not signed in do not ask.</summary>
    protected Viewer Viewer => Http.Viewer() ?? throw new InvalidOperationException("Nobody has signed in, and the page asks who is looking.");

    protected CancellationToken Ct => Http.RequestAborted;

    bool prepared;

    /// <summary>Loads what the page shows, before it is rendered for the first time: the markup never meets what is not there yet.</summary>
    protected virtual Task Load() => Task.CompletedTask;

    internal virtual Task Prepare() => Load();

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!prepared)
        {
            prepared = true;
            await Prepare();
        }
        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected sealed override Task OnInitializedAsync() => Task.CompletedTask;

    /// <summary>False once the page has answered that it shows nothing.</summary>
    protected bool Found { get; private set; } = true;

    /// <summary>Answers 404, as if nothing were there: the same for what does not exist and what is not the viewer's.</summary>
    protected void NotFound()
    {
        Found = false;
        Nav.NotFound();
    }

    /// <summary>Leads to another page, which shows what is asked for; this one shows nothing.</summary>
    protected void LeadTo(string address)
    {
        Found = false;
        Nav.NavigateTo(address);
    }

    /// <summary>Gives the row back, or answers 404.</summary>
    protected TRow? Or404<TRow>(TRow? row) where TRow : class
    {
        if (row is null) NotFound();
        return row;
    }
}

/// <summary>
/// A page with one form. It loads what it shows, fills in the input (posted, kept as a draft, or from the start), checks its
/// shape, sends it once, and shows the problem beside its field or moves on.
/// </summary>
public abstract class FormPage<TInput> : AppPage where TInput : class, new()
{
    [SupplyParameterFromForm] protected TInput? Posted { get; set; }
    [CascadingParameter] FormMappingContext? Mapping { get; set; }
    [Inject] Drafts Drafts { get; set; } = default!;

    protected TInput Input { get; private set; } = default!;
    protected internal EditContext Form { get; private set; } = default!;
    ValidationMessageStore problems = default!;

    /// <summary>The draft whose text is shown; null when it is none.</summary>
    protected internal Draft? Draft { get; private set; }

    /// <summary>Other texts that are kept for this page: typed in another window or on another device.</summary>
    protected internal IReadOnlyList<Draft> OtherDrafts { get; private set; } = [];

    /// <summary>Which draft this form goes on with, and which it was begun instead of.</summary>
    protected internal (string? Shown, string? Aside) Stamps { get; private set; }

    /// <summary>The row was changed after the shown text was begun: by its writer elsewhere, or by somebody else.</summary>
    protected internal bool IsOvertaken => Draft is { Begun: { } begun } && Version is { } now && begun != now;

    /// <summary>The version of the row that the writer had before them; null for what has none.</summary>
    protected internal virtual int? Version => null;

    /// <summary>The version that came back with the form: what the use case compares. A form that brings none was opened before there was a row; where there is one now, it is another’s, at no version that the writer saw.</summary>
    protected int PostedVersion => int.TryParse(Http.Request.Form["Version"], CultureInfo.InvariantCulture, out var version) ? version : Version is null ? 0 : -1;

    /// <summary>Whether something was saved after the form that came back was opened: to be shown beside its text.</summary>
    protected bool IsBehind => HttpMethods.IsPost(Http.Request.Method) && Version is { } now && PostedVersion != now;

    /// <summary>Whether the form keeps what is typed. Off where a password is asked.</summary>
    protected internal virtual bool KeepsDraft => true;

    /// <summary>What came of it is shown on this very page, once: a secret that is kept nowhere. Sent again, the page moves on.</summary>
    protected virtual bool ShowsAnswer => false;

    protected internal Guid Submission { get; private set; } = Guid.CreateVersion7();

    /// <summary>Which of several buttons was pressed: its value, with name="act".</summary>
    protected string Act => HttpMethods.IsPost(Http.Request.Method) && Http.Request.HasFormContentType ? Http.Request.Form["act"].ToString() : "";

    /// <summary>What the form holds before anybody typed.</summary>
    protected virtual Task<TInput?> Start() => Task.FromResult<TInput?>(null);

    /// <summary>A button that changes the form without sending it (add a row, remove one); true when it was one.</summary>
    protected virtual Task<bool> Edit(string act) => Task.FromResult(false);

    /// <summary>Runs the use case. The id of what it concerns is given to <see cref="Next"/>.</summary>
    protected abstract Task<Outcome<Guid>> Send();

    /// <summary>Where to go when it is done.</summary>
    protected abstract string Next(Guid id);

    protected internal string Address => Http.Request.Path.Value ?? "/";

    internal sealed override async Task Prepare()
    {
        await Load();
        if (!Found)
        {
            Fill(new());
            return;
        }
        if (Posted is not null || HttpMethods.IsPost(Http.Request.Method)) Fill(Posted ?? new());
        else
        {
            if (KeepsDraft && Http.Viewer() is not null)
            {
                (Draft, OtherDrafts) = await Drafts.Of(Viewer, Address, Guid.TryParse(Http.Request.Query["draft"], out var asked) ? asked : null, Version, Ct);
                var afresh = Http.Request.Query.ContainsKey("fresh");
                Stamps = afresh ? (null, Draft?.Stamp) : (Draft?.Stamp, null);
                if (afresh) Draft = null;
            }
            Fill(Draft is { } draft ? FieldReader.Read<TInput>(draft.Fields) : await Start() ?? new());
        }
    }

    void Fill(TInput input)
    {
        Input = Shape.Complete(input);
        Form = new(Input);
        problems = new(Form);
        if (HttpMethods.IsPost(Http.Request.Method) && Http.Request.HasFormContentType && Guid.TryParse(Http.Request.Form["Submission"], out var sent)) (Submission, Stamps) = (sent, (Http.Request.Form["Draft"], Http.Request.Form["Aside"]));
    }

    protected internal async Task Submitted()
    {
        if (!Found) return;
        if (Act.Length > 0 && await Edit(Act)) return;
        foreach (var unread in Mapping?.GetAllErrors("form") ?? []) Say(unread.Path.StartsWith("Posted.", StringComparison.Ordinal) ? unread.Path["Posted.".Length..] : "", T["This could not be understood. Write it as the hint says."]);
        foreach (var misfit in Shape.Check(Input)) Say(misfit.Field, T[misfit.Message, misfit.Args]);
        if (Form.GetValidationMessages().Any())
        {
            Refused(StatusCodes.Status422UnprocessableEntity);
            return;
        }
        if (Http.Viewer() is { } viewer && await Db.Once(Submission, viewer, Ct) is { } first)
        {
            Nav.NavigateTo(Next(first));
            return;
        }
        var outcome = await Send();
        if (outcome.Problem == AppDb.SentTwice && await Db.Once(Submission, Viewer, Ct) is { } other) outcome = other;
        if (outcome.Problem is { } problem)
        {
            Say(problem.Field ?? "", T[problem.Message, problem.Args]);
            Refused(problem.Kind switch { ProblemKind.NotFound => 404, ProblemKind.Conflict => 409, _ => 422 });
            return;
        }
        if (KeepsDraft && Http.Viewer() is not null) await Drafts.Drop(Viewer, Address, Drafts.FieldsOf(Http.Request.Form), new(Submission, null, Stamps.Shown, Stamps.Aside), Ct);
        if (!ShowsAnswer) Nav.NavigateTo(Next(outcome.Value));
    }

    void Say(string field, string message) => problems.Add(FieldOf(field), message);

    void Refused(int status)
    {
        Form.NotifyValidationStateChanged();
        Http.Response.StatusCode = status;
    }

    /// <summary>The field of a path such as Lines[3].Minutes.</summary>
    FieldIdentifier FieldOf(string path)
    {
        var bracket = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.IndexOf("].", StringComparison.Ordinal);
        if (bracket < 0 || close < 0) return new(Input, path);
        var lines = typeof(TInput).GetProperty(path[..bracket])?.GetValue(Input) as System.Collections.IList;
        return int.TryParse(path[(bracket + 1)..close], CultureInfo.InvariantCulture, out var i) && lines is not null && i < lines.Count ? new(lines[i]!, path[(close + 2)..]) : new(Input, path);
    }
}
