using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Components.Forms;

namespace Foundation.Ui;

/// <summary>
/// A property of a form's input as a field sees it: its owner, its value, and the name under which it is posted. It walks the expression
/// rather than compiling it: a grid has hundreds of fields.
/// </summary>
internal readonly record struct BoundField(object Owner, PropertyInfo Property, string Path)
{
    /// <summary>"Posted.Lines[3].Minutes": what FormPage binds.</summary>
    public string Name => "Posted." + Path;

    public string Id => Name.Replace("].", "-", StringComparison.Ordinal).Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    public object? Value => Property.GetValue(Owner);
    public FieldIdentifier Identifier => new(Owner, Property.Name);
    public Limits Limits => Limits.Of(Property);

    /// <summary>The value as an input carries it, the same in every language.</summary>
    public string? Text => Write(Value);

    public static string? Write(object? value) => value switch
    {
        null => null,
        string text => text,
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        Enum => value.ToString(),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()
    };

    public static BoundField Of<TValue>(Expression<Func<TValue>> expression)
    {
        var body = expression.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } convert) body = convert.Operand;
        if (body is not MemberExpression { Member: PropertyInfo property, Expression: { } owner })
            throw new ArgumentException($"A field shows a property of the form's input, as in () => Input.Title; this is {expression}.", nameof(expression));
        var prefix = PathOf(owner);
        return new(Evaluate(owner) ?? throw new ArgumentException($"Nothing stands at {owner}.", nameof(expression)), property,
            prefix.Length == 0 ? property.Name : $"{prefix}.{property.Name}");
    }

    // The first member is the input itself, or the variable that holds it; it is not part of the name.
    private static string PathOf(Expression? expression) => expression switch
    {
        MemberExpression { Expression: null or ConstantExpression } or ConstantExpression => "",
        MemberExpression { Expression: MemberExpression { Expression: ConstantExpression, Member.Name: [ '<', .. ] or [ 'C', 'S', '$', .. ] } } => "",
        MemberExpression member => PathOf(member.Expression) is { Length: > 0 } prefix ? $"{prefix}.{member.Member.Name}" : member.Member.Name,
        MethodCallExpression { Method.Name: "get_Item", Object: { } list, Arguments: [var index] } => string.Create(CultureInfo.InvariantCulture, $"{PathOf(list)}[{Evaluate(index)}]"),
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } at => string.Create(CultureInfo.InvariantCulture, $"{PathOf(at.Left)}[{Evaluate(at.Right)}]"),
        UnaryExpression convert => PathOf(convert.Operand),
        _ => throw new ArgumentException($"A field's expression is made of properties and indexes; this is {expression}.")
    };

    private static object? Evaluate(Expression? expression) => expression switch
    {
        null => null,
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(Evaluate(member.Expression)),
        MemberExpression { Member: FieldInfo field } member => field.GetValue(Evaluate(member.Expression)),
        MethodCallExpression call => call.Method.Invoke(Evaluate(call.Object), call.Arguments.Select(Evaluate).ToArray()),
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } at => ((Array)Evaluate(at.Left)!).GetValue((int)Evaluate(at.Right)!),
        UnaryExpression convert => Evaluate(convert.Operand),
        _ => Expression.Lambda(expression).Compile().DynamicInvoke()
    };
}

/// <summary>What the annotations of a property promise about its shape, told to the browser as well.</summary>
internal sealed record Limits(bool Required, int? MaxLength, int? MinLength, string? Min, string? Max, bool Email)
{
    private static readonly ConcurrentDictionary<PropertyInfo, Limits> Known = new();

    public static Limits Of(PropertyInfo property) => Known.GetOrAdd(property, static p =>
    {
        var length = p.GetCustomAttribute<StringLengthAttribute>();
        var range = p.GetCustomAttribute<RangeAttribute>();
        return new(
            p.GetCustomAttribute<RequiredAttribute>() is not null,
            length?.MaximumLength ?? p.GetCustomAttribute<MaxLengthAttribute>()?.Length,
            length is { MinimumLength: > 0 } ? length.MinimumLength : p.GetCustomAttribute<MinLengthAttribute>()?.Length,
            BoundField.Write(range?.Minimum), BoundField.Write(range?.Maximum),
            p.GetCustomAttribute<EmailAddressAttribute>() is not null);
    });
}
