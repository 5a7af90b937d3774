using System.Globalization;
using System.Linq.Expressions;
using Foundation.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;

namespace Foundation.Ui;

/// <summary>What all fields of a form share: the property they show, the words around it and what is wrong with it.</summary>
public abstract class FieldBase<TValue> : ComponentBase
{
    private string? attempted;

    [Inject] protected Texts T { get; set; } = null!;
    [CascadingParameter] public EditContext? Form { get; set; }
    [CascadingParameter] public HttpContext? Http { get; set; }

    /// <summary>The property of the input: () => Input.Title, () => Input.Lines[row].Minutes (with a copy of the loop's variable).</summary>
    [Parameter, EditorRequired] public Expression<Func<TValue>> For { get; set; } = null!;

    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string? Hint { get; set; }

    /// <summary>Says "optional" beside the label. Left out, a property without [Required] still is optional to the browser.</summary>
    [Parameter] public bool Optional { get; set; }

    /// <summary>The label is there for screen readers only: fields in a table or grid.</summary>
    [Parameter] public bool HideLabel { get; set; }

    [Parameter] public bool Disabled { get; set; }
    [Parameter] public bool ReadOnly { get; set; }
    [Parameter] public string? Autocomplete { get; set; }
    [Parameter] public string? Class { get; set; }

    /// <summary>The language of what is written here, where it is not that of the page.</summary>
    [Parameter] public string? Lang { get; set; }

    internal BoundField Bound { get; private set; }
    protected string Id => Bound.Id;
    protected string Name => Bound.Name;

    /// <summary>What the input shows: the value, or what was typed and could not be understood.</summary>
    protected string? Value => attempted ?? Bound.Text;

    protected IReadOnlyList<string> Errors { get; private set; } = [];
    protected bool Wrong => Errors.Count > 0;
    protected string? AriaInvalid => Wrong ? "true" : null;
    protected string InvalidClass => Wrong ? " is-invalid" : "";
    protected string? DescribedBy => (Hint is null ? "" : Id + "-hint ") + (Wrong ? Id + "-error" : "") is { Length: > 0 } ids ? ids.TrimEnd() : null;
    protected bool Required => !Optional && Bound.Limits.Required;

    protected override void OnParametersSet()
    {
        Bound = BoundField.Of(For);
        attempted = NotUnderstood();
        List<string> errors = Form?.GetValidationMessages(Bound.Identifier).Distinct().ToList() ?? [];
        var misread = attempted is null || errors.Count > 0 ? null : T["“{0}” cannot be understood here.", attempted];
        if (misread is not null) errors.Add(misread);
        Errors = errors;
        if (Form is not null) ShownFields.Of(Form).Add(Bound.Identifier, new(FocusId, Label, misread));
    }

    // "4o" in a field for numbers leaves the property empty; the person gets back what they typed. The form layer keeps such texts
    // under the name of the whole input, so they are read from the request.
    private string? NotUnderstood()
    {
        if (Bound.Property.PropertyType == typeof(string) || Http?.Request is not { HasFormContentType: true } request || !HttpMethods.IsPost(request.Method)) return null;
        var nothing = Bound.Value is not { } value || value.Equals(Bound.Property.PropertyType.IsValueType ? Activator.CreateInstance(Bound.Property.PropertyType) : null);
        return nothing && request.Form[Name] is [{ Length: > 0 and < 100 } typed] && typed != Bound.Text && !IsZero(typed) ? typed : null;
    }

    private static bool IsZero(string typed) => decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number == 0;

    /// <summary>Where the link of the error summary leads.</summary>
    protected virtual string FocusId => Id;
}

/// <summary>The fields that stand on the page, so that the summary of errors above them can name and reach each.</summary>
internal sealed class ShownFields
{
    private static readonly object Key = new();
    private readonly Dictionary<FieldIdentifier, ShownField> fields = [];

    public event Action? Added;

    public static ShownFields Of(EditContext form)
    {
        if (form.Properties.TryGetValue(Key, out var known)) return (ShownFields)known;
        var shown = new ShownFields();
        form.Properties[Key] = shown;
        return shown;
    }

    public IReadOnlyDictionary<FieldIdentifier, ShownField> All => fields;

    public void Add(FieldIdentifier field, ShownField shown)
    {
        if (fields.TryGetValue(field, out var known) && known == shown) return;
        fields[field] = shown;
        Added?.Invoke();
    }
}

/// <summary>One of them: where the summary leads, its label, and what was typed into it and could not be understood.</summary>
internal readonly record struct ShownField(string Id, string Label, string? Misread);
