using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Foundation.Outcomes;

/// <summary>What is wrong with the shape of one field of an input; the field is a path such as Lines[3].Minutes, empty for the input as a whole.</summary>
public readonly record struct Misfit(string Field, string Message, object[] Args);

/// <summary>The shape of an input (required, length, range) by its DataAnnotations, for pages and the API alike; a value that a choice does not have fits nowhere. An input is a flat record that may hold lists of flat line records.</summary>
public static class Shape
{
    private sealed record Part(PropertyInfo Property, ValidationAttribute[] Demands, bool HoldsLines, bool IsChoice);

    private static readonly ConcurrentDictionary<Type, Part[]> known = new();
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> lists = new();

    /// <summary>Everything that does not fit, at most once for a field, in the order of the properties; empty when all fits.</summary>
    public static IReadOnlyList<Misfit> Check(object input)
    {
        var misfits = new List<Misfit>();
        Check(input, "", misfits);
        return misfits;
    }

    /// <summary>
    /// A list that is never null in code is not null either when somebody sent none, and holds no empty places: such a list is made anew. What readers of forms and JSON leave of missing and of null is undone here,
    /// before anything looks at the input.
    /// </summary>
    public static T Complete<T>(T input) where T : class
    {
        foreach (var list in lists.GetOrAdd(input.GetType(), ListsOf))
            switch (list.GetValue(input))
            {
                case null: list.SetValue(input, list.PropertyType.IsArray ? Array.CreateInstance(list.PropertyType.GetElementType()!, 0) : Activator.CreateInstance(list.PropertyType)); break;
                case IList { IsFixedSize: false } lines:
                    for (var i = lines.Count - 1; i >= 0; i--)
                        if (lines[i] is null) lines.RemoveAt(i);
                    break;
                default: break;
            }
        return input;
    }

    private static PropertyInfo[] ListsOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p is { CanRead: true, CanWrite: true } && p.GetIndexParameters().Length == 0
            && (p.PropertyType.IsArray || typeof(IList).IsAssignableFrom(p.PropertyType) && p.PropertyType.GetConstructor([]) is not null)
            && new NullabilityInfoContext().Create(p).WriteState == NullabilityState.NotNull),
    ];

    private static void Check(object input, string path, List<Misfit> misfits)
    {
        foreach (var part in known.GetOrAdd(input.GetType(), PartsOf))
        {
            var field = path + part.Property.Name;
            var value = part.Property.GetValue(input);
            var context = new ValidationContext(input) { MemberName = part.Property.Name };
            // an optional field that a form sends empty is no misspelt address
            if (Array.Find(part.Demands, demand => (value is not "" || demand is RequiredAttribute) && demand.GetValidationResult(value, context) is not null) is { } unmet)
            {
                var (message, args) = ShapeMessages.Of(unmet, value);
                misfits.Add(new(field, message, args));
            }
            else if (part.IsChoice && !Offers(value))
            {
                misfits.Add(new(field, ShapeMessages.NotOffered, []));
            }
            else if (part.HoldsLines && value is IEnumerable lines)
            {
                var i = 0;
                foreach (var line in lines)
                {
                    if (line is not null) Check(line, string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]."), misfits);
                    i++;
                }
            }
        }

        if (input is IValidatableObject whole)
            foreach (var result in whole.Validate(new(input)))
                misfits.Add(new(path + result.MemberNames.FirstOrDefault(), result.ErrorMessage ?? ShapeMessages.Wrong, []));
    }

    private static Part[] PartsOf(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.CanRead && property.GetIndexParameters().Length == 0
           // The attributes of a record's positional property lie on the parameter of its constructor.
           let parameters = type.GetConstructors().SelectMany(c => c.GetParameters()).Where(p => p.Name == property.Name && p.ParameterType == property.PropertyType)
           let demands = property.GetCustomAttributes<ValidationAttribute>(true).Concat(parameters.SelectMany(p => p.GetCustomAttributes<ValidationAttribute>()))
               // Required comes first: an empty field is told so and nothing else.
               .OrderBy(demand => demand is RequiredAttribute ? 0 : 1).ToArray()
           let holdsLines = HoldsLines(property.PropertyType)
           let element = Element(property.PropertyType)
           let isChoice = (Nullable.GetUnderlyingType(element) ?? element).IsEnum
           where demands.Length > 0 || holdsLines || isChoice
           select new Part(property, demands, holdsLines, isChoice),
    ];

    /// <summary>A number is read into any choice, also one that has no such value: kept, it would break whatever shows it.</summary>
    private static bool Offers(object? value) => value switch
    {
        Enum one => Enum.IsDefined(one.GetType(), one),
        IEnumerable several => several.Cast<object?>().All(Offers),
        _ => true,
    };

    private static bool HoldsLines(Type type) =>
        ElementOfMany(type) is { IsPrimitive: false, IsEnum: false } element && element.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;

    private static Type Element(Type type) => type == typeof(string) ? type : ElementOfMany(type) ?? type;

    private static Type? ElementOfMany(Type type) => type.IsArray
        ? type.GetElementType()
        : type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
}
